package io.godwit.gateway.plan;

import io.godwit.events.MigrationId;
import io.godwit.events.plan.PlanMade;
import java.util.Optional;

/** The plans of the last day. */
public interface Plans {
  Optional<PlanView> find(MigrationId id);

  /** Shows a plan that was just asked for; nothing if it is known already. */
  void remember(PlanView asked);

  /** Takes in a plan that was made. */
  void learn(PlanMade made);
}
