package io.godwit.agent.job;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What attempts made here is being taken away.
 *
 * @param attempt up to which
 * @param waiting whom to answer when it is done
 * @param next a preparation that begins when it is done; absent: none
 * @param timed whether another try is to come by itself
 */
record Undoing(int attempt, List<Waiting> waiting, @Nullable Told next, boolean timed) {
  /**
   * A command that is answered at the end.
   *
   * @param failure why a preparation failed; absent: the command was to tear down
   */
  record Waiting(Told told, @Nullable String failure) {}

  Undoing {
    waiting = List.copyOf(waiting);
  }

  static Undoing upTo(int attempt) {
    return new Undoing(attempt, List.of(), null, false);
  }

  Undoing and(int other, @Nullable Waiting more) {
    var all = new ArrayList<>(waiting);
    if (more != null) {
      all.add(more);
    }
    return new Undoing(Math.max(attempt, other), all, next, timed);
  }

  Undoing withNext(@Nullable Told then) {
    return new Undoing(attempt, waiting, then, timed);
  }

  Undoing withTimed(boolean whether) {
    return new Undoing(attempt, waiting, next, whether);
  }
}
