/** Kafka's consumers: what happens when a record cannot be handled; the check of the topics. */
@NullMarked
package io.godwit.scheduler.inbox.adapter;

import org.jspecify.annotations.NullMarked;
