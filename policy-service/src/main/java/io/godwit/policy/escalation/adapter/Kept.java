package io.godwit.policy.escalation.adapter;

import io.godwit.policy.escalation.Course;
import io.godwit.service.streams.KeptCodec;
import org.jspecify.annotations.Nullable;

/**
 * A course in the store.
 *
 * @param course what is known of the migration
 * @param traceparent of the record that it was last changed by: what a timer sends belongs to it
 */
record Kept(Course course, @Nullable String traceparent) {
  static final KeptCodec<Kept> CODEC = new KeptCodec<>(Kept.class, "course");
}
