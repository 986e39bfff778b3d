/** Kafka Streams around the model: progress in, trends out. */
@NullMarked
package io.godwit.monitor.convergence.adapter;

import org.jspecify.annotations.NullMarked;
