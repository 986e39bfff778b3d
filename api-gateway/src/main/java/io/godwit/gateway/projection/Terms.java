package io.godwit.gateway.projection;

import io.godwit.events.EffectivePolicy;
import io.godwit.events.agent.StartSettings;

/** Under which policy and with which settings the latest attempt runs. */
public record Terms(EffectivePolicy policy, StartSettings settings) {}
