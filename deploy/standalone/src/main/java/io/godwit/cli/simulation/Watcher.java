package io.godwit.cli.simulation;

import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.Escalation;
import io.godwit.events.convergence.EscalationDecided;
import java.time.Duration;

/** Looks on as one migration runs. */
interface Watcher {
  Watcher NOBODY = new Watcher() {};

  default void saw(ConvergenceTrend trend) {}

  default void decided(EscalationDecided decided, Duration at) {}

  default void refused(Escalation escalation, String why, Duration at) {}
}
