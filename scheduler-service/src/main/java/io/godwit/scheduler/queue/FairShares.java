package io.godwit.scheduler.queue;

import java.time.Duration;
import java.time.Instant;

/** The port to how far the projects' shares of the queue are used up. */
public interface FairShares {

  /**
   * Counts an admission, in the caller's transaction.
   *
   * @return by how much it comes later for its project's share
   */
  Duration count(String project, Instant now);
}
