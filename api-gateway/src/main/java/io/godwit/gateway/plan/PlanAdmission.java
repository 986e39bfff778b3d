package io.godwit.gateway.plan;

import io.godwit.events.request.MigrationRequest.RequestMigration;
import io.godwit.gateway.request.Admission;
import io.godwit.gateway.request.Admission.Admitted;
import io.godwit.gateway.request.Admission.Impossible;
import io.godwit.gateway.request.Admission.KeyReused;
import io.godwit.gateway.request.Fleet;
import org.jspecify.annotations.Nullable;

/** Whether the request of a plan is worth writing. */
public sealed interface PlanAdmission {
  /** It is written. */
  record Asked() implements PlanAdmission {}

  /** It is made already. */
  record Made(PlanView plan) implements PlanAdmission {}

  /** Its key was used before with another body. */
  record Reused(String detail) implements PlanAdmission {}

  /** No migration would be accepted; {@code field} is the one at fault. */
  record Pointless(String field, String detail) implements PlanAdmission {}

  /**
   * @param known the plan under this request's key, if there is one; one that is not made yet is
   *     asked for again, since the first asking may not have arrived
   */
  static PlanAdmission of(RequestMigration request, @Nullable PlanView known, Fleet fleet) {
    if (known != null && known.asked() != null && !known.asked().equals(request)) {
      return new Reused(
          "the key was used before, for a plan of guest %s, with another body"
              .formatted(known.asked().guest()));
    }
    if (known != null && known.made() != null) {
      return new Made(known);
    }
    return switch (Admission.of(request, null, fleet)) {
      case Impossible no -> new Pointless(no.field(), no.detail());
      case Admitted _, Admission.Repeated _, KeyReused _ -> new Asked();
    };
  }
}
