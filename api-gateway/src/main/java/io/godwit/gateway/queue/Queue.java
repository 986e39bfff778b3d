package io.godwit.gateway.queue;

import io.godwit.events.migration.QueueReported;
import java.util.Optional;

/** The queue as the scheduler last reported it. */
public interface Queue {
  /** Absent as long as nothing was reported. */
  Optional<QueueReported> latest();

  /** Takes in a report, unless it is older than the known one. */
  void learn(QueueReported report);
}
