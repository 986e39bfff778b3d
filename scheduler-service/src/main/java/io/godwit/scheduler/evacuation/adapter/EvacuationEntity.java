package io.godwit.scheduler.evacuation.adapter;

import io.godwit.scheduler.evacuation.Evacuation;
import io.godwit.scheduler.evacuation.EvacuationState;
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

/** An evacuation's row: its state as a whole, beside the columns that are searched by. */
@Entity
@Table(name = "evacuation")
@SuppressWarnings("UnusedVariable") // the columns are read by queries
class EvacuationEntity {
  @Id private UUID id;
  @Version private long version;
  private String host;

  @Enumerated(EnumType.STRING)
  private EvacuationState state;

  @Column(name = "next_check_at")
  private @Nullable Instant nextCheckAt;

  @Convert(converter = EvacuationJson.class)
  @ColumnTransformer(write = "cast(? as jsonb)")
  private Evacuation body;

  protected EvacuationEntity() {}

  EvacuationEntity(Evacuation evacuation) {
    id = evacuation.id().value();
    host = evacuation.host().value();
    set(evacuation);
  }

  final void set(Evacuation evacuation) {
    body = evacuation;
    state = evacuation.state();
    nextCheckAt = evacuation.nextCheckAt();
  }

  Evacuation evacuation() {
    return body;
  }
}
