package io.godwit.scheduler.leadership;

import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The port to which replica leads. A leader is one by its epoch, which rises with each change of
 * hands; what a leader does is done in a transaction that has checked the epoch under the lock of
 * its row, so that one who was overtaken while it slept does nothing.
 */
public interface Leadership {

  /** Whether this replica believes that it leads; for loops that need not look otherwise. */
  boolean isLeader();

  /**
   * Runs the work in a transaction of its own if this replica leads, and until its commit nobody
   * else does.
   *
   * @return whether it was run
   */
  boolean underLeadership(Runnable work);

  /**
   * Looks outside of a transaction, and carries out what follows in one of its own if this replica
   * has led without a break since before it looked: so nobody else has done so meanwhile.
   *
   * @return whether it was carried out
   */
  <T> boolean underLeadership(Supplier<T> look, Consumer<T> carryOut);
}
