package io.godwit.scheduler.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The port to how far the projects' shares of the queue are used up. */
public interface FairShares {

  /**
   * Counts admissions, each by its project, in their order, in the caller's transaction.
   *
   * @return by how much each comes later for its project's share
   */
  List<Duration> count(List<String> projects, Instant now);
}
