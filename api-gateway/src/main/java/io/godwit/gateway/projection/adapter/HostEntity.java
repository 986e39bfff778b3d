package io.godwit.gateway.projection.adapter;

import io.godwit.events.wire.EventJson;
import io.godwit.gateway.projection.HostView;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.hibernate.annotations.ColumnTransformer;

/** A host's view. */
@Entity
@Table(name = "host")
class HostEntity {
  @Id private String id;

  @Version private long version;

  @ColumnTransformer(write = "cast(? as jsonb)")
  private String body;

  protected HostEntity() {
    // for Hibernate
  }

  HostView view() {
    return EventJson.tolerant().readValue(body, HostView.class);
  }

  void show(HostView view) {
    body = EventJson.strict().writeValueAsString(view);
  }
}
