package io.godwit.gateway.projection;

import io.godwit.events.EffectivePolicy;
import io.godwit.events.agent.StartSettings;
import io.godwit.events.convergence.Prediction;
import org.jspecify.annotations.Nullable;

/**
 * Under which policy and with which settings the latest attempt runs.
 *
 * @param predicted what was predicted of it when it began; absent: nothing could be
 */
public record Terms(
    EffectivePolicy policy, StartSettings settings, @Nullable Prediction predicted) {}
