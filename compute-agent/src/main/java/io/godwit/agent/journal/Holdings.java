package io.godwit.agent.journal;

import io.godwit.agent.journal.JournalEntry.Making;
import io.godwit.agent.journal.JournalEntry.TearingDown;
import io.godwit.agent.journal.JournalEntry.Unmade;
import io.godwit.agent.storage.Made;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a migration's attempts have made on this host and not taken away again.
 *
 * @param all in the order in which it was made
 * @param tearingDown the attempt up to which all of it is to go; 0: none
 */
public record Holdings(List<Making> all, int tearingDown) {
  static final Holdings NONE = new Holdings(List.of(), 0);

  public Holdings {
    all = List.copyOf(all);
  }

  Holdings with(Making making) {
    if (all.contains(making)) {
      return this;
    }
    var more = new ArrayList<>(all);
    more.add(making);
    return new Holdings(more, tearingDown);
  }

  Holdings without(Unmade unmade) {
    var left =
        all.stream()
            .filter(m -> m.attempt() != unmade.attempt() || !m.made().equals(unmade.made()))
            .toList();
    return new Holdings(left, tearingDown);
  }

  Holdings with(TearingDown tearing) {
    return new Holdings(all, Math.max(tearingDown, tearing.attempt()));
  }

  /** After the attempt's end nothing is to go any more, unless a later one's is. */
  Holdings tornDown(int attempt) {
    return tearingDown <= attempt ? new Holdings(all, 0) : this;
  }

  /** What one attempt has made. */
  public List<Made> of(int attempt) {
    return all.stream().filter(m -> m.attempt() == attempt).map(Making::made).toList();
  }

  /** The last that attempts up to this one have made: the first to go. */
  public Optional<Making> lastUpTo(int attempt) {
    return all.reversed().stream().filter(m -> m.attempt() <= attempt).findFirst();
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }
}
