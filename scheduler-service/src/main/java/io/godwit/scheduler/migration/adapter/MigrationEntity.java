package io.godwit.scheduler.migration.adapter;

import io.godwit.events.HostId;
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
import java.util.Objects;
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
  private Instant turn;
  private int rank;
  private String project;
  private @Nullable UUID evacuation;

  @Column(name = "requested_at")
  private Instant requestedAt;

  private Instant since;

  @Column(name = "not_before")
  private @Nullable Instant notBefore;

  @Column(name = "next_check_at")
  private @Nullable Instant nextCheckAt;

  @Convert(converter = MigrationJson.class)
  @ColumnTransformer(write = "cast(? as jsonb)")
  private Migration body;

  protected MigrationEntity() {}

  MigrationEntity(Migration migration) {
    var origin = migration.origin();
    id = migration.id().value();
    requestedAt = origin.requestedAt();
    rank = origin.rank();
    evacuation = origin.evacuation() == null ? null : origin.evacuation().value();
    set(migration);
  }

  final void set(Migration migration) {
    body = migration;
    state = migration.state();
    since = migration.since();
    turn = Objects.requireNonNullElse(migration.turn(), requestedAt);
    project = migration.project();
    var spec = migration.guest();
    guest = spec == null ? null : spec.guest().uuid();
    source = name(migration.source());
    var attempt = migration.current();
    destination = attempt == null ? null : name(attempt.destination());
    notBefore = migration.notBefore();
    nextCheckAt = migration.nextCheckAt();
  }

  private static @Nullable String name(@Nullable HostId host) {
    return host == null ? null : host.value();
  }

  Migration migration() {
    return body;
  }
}
