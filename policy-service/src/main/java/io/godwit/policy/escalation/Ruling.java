package io.godwit.policy.escalation;

import org.jspecify.annotations.Nullable;

/**
 * What comes of an input.
 *
 * @param course what is known now; absent: nothing is to be kept
 * @param decision what is to be done; absent: nothing, wait
 */
public record Ruling(@Nullable Course course, @Nullable Decision decision) {
  static Ruling wait(@Nullable Course course) {
    return new Ruling(course, null);
  }
}
