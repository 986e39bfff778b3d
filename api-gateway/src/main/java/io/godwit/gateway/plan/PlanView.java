package io.godwit.gateway.plan;

import io.godwit.events.MigrationId;
import io.godwit.events.plan.PlanMade;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import org.jspecify.annotations.Nullable;

/**
 * A plan, asked for or made.
 *
 * @param asked what was asked, as far as it was asked here; absent: elsewhere
 * @param made absent as long as it is being made
 */
public record PlanView(MigrationId id, @Nullable RequestMigration asked, @Nullable PlanMade made) {

  /** Takes in the plan; the latest counts. */
  public PlanView learn(PlanMade next) {
    return made != null && made.at().isAfter(next.at()) ? this : new PlanView(id, asked, next);
  }
}
