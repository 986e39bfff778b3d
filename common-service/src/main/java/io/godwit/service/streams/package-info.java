/** A Kafka Streams topology as a service runs it. */
@NullMarked
package io.godwit.service.streams;

import org.jspecify.annotations.NullMarked;
