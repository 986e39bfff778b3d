package io.godwit.policy.lever;

/** Weighs one kind of step. */
interface Weigher {
  Weighed weigh(View view);
}
