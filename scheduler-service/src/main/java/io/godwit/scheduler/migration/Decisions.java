package io.godwit.scheduler.migration;

import java.util.function.Consumer;

/** The port by which other features hear what was decided about migrations. */
public interface Decisions {

  /** Is told each decision after its commit, in this replica, on the thread that made it. */
  void onCommit(Consumer<Decision> listener);

  /** Is run after each commit that may let others in the queue go. */
  void onRoom(Runnable listener);
}
