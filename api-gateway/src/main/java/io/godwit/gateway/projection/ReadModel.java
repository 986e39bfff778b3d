package io.godwit.gateway.projection;

import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the topics have told so far, kept for questions. */
public interface ReadModel {
  /** A migration that was asked for; one of which only later events are known does not count. */
  Optional<MigrationView> find(MigrationId id);

  /**
   * The newest first.
   *
   * @param guest its name or UUID
   * @param limit at least 1
   */
  List<MigrationView> list(@Nullable MigrationState state, @Nullable String guest, int limit);

  /** The latest completed migration of a guest, by its name or UUID. */
  Optional<MigrationView> lastMove(String guest);

  /** Everything on record of a migration, in order. */
  List<HistoryEntry> history(MigrationId id);

  /** Where migrations stand, as far as they are known. */
  Map<MigrationId, MigrationState> states(Collection<MigrationId> ids);

  /** What is moving from and to hosts; a host from and to which nothing moves is left out. */
  Map<HostId, Traffic> traffic();

  /** All hosts by name. */
  List<HostView> hosts();

  /** Shows a migration whose request was just written; nothing if it is known already. */
  void remember(MigrationView requested);
}
