package io.godwit.policy.lever;

/**
 * A kind of step that is out for this attempt.
 *
 * @param kind which
 * @param withoutEffect whether it was taken and did not do what was expected
 * @param amount that it was tried with, milliseconds or percent; much more may still be tried; 0
 *     where there is none
 * @param why in words
 */
public record Exclusion(StepKind kind, boolean withoutEffect, long amount, String why) {}
