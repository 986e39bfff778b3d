package io.godwit.policy.escalation;

/**
 * A kind of step that is out for this attempt.
 *
 * @param kind which
 * @param withoutEffect whether it was taken and did not do what was expected
 * @param why in words
 */
public record Exclusion(StepKind kind, boolean withoutEffect, String why) {}
