package io.godwit.gateway.evacuation.adapter;

import io.godwit.events.wire.EventJson;
import io.godwit.gateway.evacuation.EvacuationState;
import io.godwit.gateway.evacuation.EvacuationView;
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
@Table(name = "evacuation")
class EvacuationEntity {
  @Id private UUID id;

  @Version private long version;

  @SuppressWarnings("UnusedVariable") // queries read it
  private @Nullable String host;

  @SuppressWarnings("UnusedVariable") // queries read it
  private String state;

  @Column(name = "requested_at")
  private @Nullable Instant requestedAt;

  @Column(name = "ended_at")
  private @Nullable Instant endedAt;

  @ColumnTransformer(write = "cast(? as jsonb)")
  private String body;

  protected EvacuationEntity() {
    // for Hibernate
  }

  EvacuationView view() {
    return EventJson.tolerant().readValue(body, EvacuationView.class);
  }

  void show(EvacuationView view) {
    host = view.host() == null ? null : view.host().value();
    state = state(view.state());
    requestedAt = view.asked() == null ? null : view.asked().at();
    endedAt = view.end() == null ? null : view.end().at();
    body = body(view);
  }

  static String state(EvacuationState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  static String body(EvacuationView view) {
    return EventJson.strict().writeValueAsString(view);
  }
}
