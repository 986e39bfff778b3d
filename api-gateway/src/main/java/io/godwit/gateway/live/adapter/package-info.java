/** The live stream: Kafka to server-sent events. */
@NullMarked
package io.godwit.gateway.live.adapter;

import org.jspecify.annotations.NullMarked;
