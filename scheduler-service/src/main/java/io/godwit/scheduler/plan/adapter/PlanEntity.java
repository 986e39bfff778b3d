package io.godwit.scheduler.plan.adapter;

import io.godwit.scheduler.plan.Plan;
import io.godwit.scheduler.plan.PlanDecision;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** A plan's row: what was asked and answered until it is made, and then no more than its id. */
@Entity
@Table(name = "plan")
@SuppressWarnings("UnusedVariable") // the columns are read by queries
class PlanEntity {
  @Id private UUID id;
  @Version private long version;

  @Column(name = "made_at")
  private @Nullable Instant madeAt;

  @Column(name = "next_check_at")
  private @Nullable Instant nextCheckAt;

  @Convert(converter = PlanJson.class)
  @ColumnTransformer(write = "cast(? as jsonb)")
  private @Nullable Plan body;

  protected PlanEntity() {}

  PlanEntity(PlanDecision decision) {
    id = decision.state().id().value();
    set(decision);
  }

  final void set(PlanDecision decision) {
    var made = decision.made();
    madeAt = made == null ? null : made.at();
    nextCheckAt = decision.state().nextCheckAt();
    body = made == null ? decision.state() : null;
  }

  /** Absent: it is made. */
  @Nullable Plan plan() {
    return body;
  }
}
