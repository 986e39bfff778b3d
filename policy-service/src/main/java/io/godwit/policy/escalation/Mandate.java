package io.godwit.policy.escalation;

import io.godwit.events.EffectivePolicy;
import io.godwit.events.GuestRef;
import io.godwit.events.HostId;

/**
 * What may be done to a running migration, as the scheduler said when it began, or since.
 *
 * @param guest which guest
 * @param source the host whose agent takes the commands
 * @param policy the budget, which no decision exceeds
 * @param expectedToConverge whether it was predicted before the start that it would
 */
public record Mandate(
    GuestRef guest, HostId source, EffectivePolicy policy, boolean expectedToConverge) {
  Mandate with(EffectivePolicy other) {
    return new Mandate(guest, source, other, expectedToConverge);
  }
}
