package io.godwit.agent.journal;

import io.godwit.events.MigrationId;
import java.util.List;

/** What this host's agent did, kept over its death. */
public interface Journal {
  /** Returns once the entry would survive a power cut. */
  void append(JournalEntry entry);

  /** What is known of a migration; an empty history if nothing is. */
  History of(MigrationId migration);

  /** Everything that is kept, the longest untouched first. */
  List<History> all();
}
