package io.godwit.monitor.convergence;

import io.godwit.events.convergence.ConvergenceTrend;
import org.jspecify.annotations.Nullable;

/**
 * What came of a sample.
 *
 * @param track what is known now
 * @param trend where the migration is heading; absent if the sample was known or came late
 */
public record Observed(Track track, @Nullable ConvergenceTrend trend) {}
