package io.godwit.scheduler.migration.adapter;

import io.godwit.events.HostId;
import io.godwit.scheduler.dispatch.Waiting;
import io.godwit.scheduler.migration.Migration;
import io.godwit.scheduler.migration.MigrationState;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** A migration's row: its state as a whole, beside the columns that are searched by. */
@Entity
@Table(name = "migration")
@SuppressWarnings("UnusedVariable") // the columns are read by queries
class MigrationEntity {
  @Id private UUID id;
  @Version private long version;
  private @Nullable UUID guest;

  @Enumerated(EnumType.STRING)
  private MigrationState state;

  private @Nullable String source;
  private @Nullable String destination;

  private int urgency;

  @Column(name = "requested_at")
  private Instant requestedAt;

  private Instant since;

  @Column(name = "next_check_at")
  private @Nullable Instant nextCheckAt;

  @Convert(converter = MigrationJson.class)
  @ColumnTransformer(write = "cast(? as jsonb)")
  private Migration body;

  protected MigrationEntity() {}

  MigrationEntity(Migration migration) {
    id = migration.id().value();
    requestedAt = migration.origin().requestedAt();
    urgency = Waiting.urgency(migration.origin().request().reasonOrDefault());
    set(migration);
  }

  final void set(Migration migration) {
    body = migration;
    state = migration.state();
    since = migration.since();
    var spec = migration.guest();
    guest = spec == null ? null : spec.guest().uuid();
    source = name(migration.source());
    var attempt = migration.current();
    destination = attempt == null ? null : name(attempt.destination());
    nextCheckAt = migration.nextCheckAt();
  }

  private static @Nullable String name(@Nullable HostId host) {
    return host == null ? null : host.value();
  }

  Migration migration() {
    return body;
  }
}
