package io.godwit.agent.journal;

import io.godwit.events.MigrationId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that a journal says, in the order in which migrations were last touched. Keeps every
 * migration that is open, owes its end or holds something here, and the latest others up to a
 * limit. Not thread-safe.
 */
public final class Histories {
  private final int limit;
  private final Map<MigrationId, History> all = new LinkedHashMap<>();

  /**
   * @param limit on how many are kept
   */
  public Histories(int limit) {
    this.limit = limit;
  }

  public void apply(JournalEntry entry) {
    var history = of(entry.migration()).with(entry);
    all.remove(entry.migration());
    all.put(entry.migration(), history);
    if (all.size() > limit) {
      forgetTheLongestUntouched();
    }
  }

  private void forgetTheLongestUntouched() {
    all.values().stream()
        .filter(History::isOver)
        .findFirst()
        .ifPresent(history -> all.remove(history.migration()));
  }

  public History of(MigrationId migration) {
    return all.getOrDefault(migration, History.none(migration));
  }

  public List<History> all() {
    return List.copyOf(all.values());
  }
}
