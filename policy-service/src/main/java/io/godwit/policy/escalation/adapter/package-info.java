/** Kafka Streams around the rules: trends and events in, decisions and commands out. */
@NullMarked
package io.godwit.policy.escalation.adapter;

import org.jspecify.annotations.NullMarked;
