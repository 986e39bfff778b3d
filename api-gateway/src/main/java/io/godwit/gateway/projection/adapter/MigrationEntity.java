package io.godwit.gateway.projection.adapter;

import io.godwit.events.HostId;
import io.godwit.events.wire.EventJson;
import io.godwit.gateway.projection.MigrationView;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** A view with the columns by which it is looked up. */
@Entity
@Table(name = "migration")
class MigrationEntity {
  @Id private UUID id;

  @Version private long version;

  @SuppressWarnings("UnusedVariable") // queries read it
  private String state;

  @Column(name = "guest_uuid")
  private @Nullable UUID guestUuid;

  @Column(name = "guest_name")
  private @Nullable String guestName;

  @Column(name = "requested_at")
  private @Nullable Instant requestedAt;

  @Column(name = "ended_at")
  private @Nullable Instant endedAt;

  @SuppressWarnings("UnusedVariable") // queries read it
  private @Nullable String source;

  @SuppressWarnings("UnusedVariable") // queries read it
  private @Nullable String destination;

  @ColumnTransformer(write = "cast(? as jsonb)")
  private String body;

  protected MigrationEntity() {
    // for Hibernate
  }

  MigrationView view() {
    return EventJson.tolerant().readValue(body, MigrationView.class);
  }

  void show(MigrationView view) {
    var guest = view.place().guest();
    state = state(view);
    guestUuid = guest == null ? null : guest.uuid();
    guestName = view.asked() == null && guest == null ? null : view.guestName();
    requestedAt = view.requestedAt();
    endedAt = view.course().endedAt();
    source = name(view.place().source());
    destination = name(view.place().destination());
    body = body(view);
  }

  private static @Nullable String name(@Nullable HostId host) {
    return host == null ? null : host.value();
  }

  static String state(MigrationView view) {
    return view.state().name().toLowerCase(Locale.ROOT);
  }

  static String body(MigrationView view) {
    return EventJson.strict().writeValueAsString(view);
  }
}
