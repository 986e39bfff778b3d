/** Commands from Kafka, events to Kafka. */
@NullMarked
package io.godwit.agent.bus.adapter;

import org.jspecify.annotations.NullMarked;
