package io.godwit.gateway.plan;

import io.godwit.events.request.MigrationRequest.RequestMigration;
import io.godwit.gateway.projection.MigrationView;
import io.godwit.gateway.request.Admission;
import io.godwit.gateway.request.Admission.Admitted;
import io.godwit.gateway.request.Admission.Impossible;
import io.godwit.gateway.request.Admission.KeyReused;
import io.godwit.gateway.request.Admission.Repeated;
import io.godwit.gateway.request.Admission.UnderWay;
import io.godwit.gateway.request.Fleet;
import io.godwit.gateway.request.MigrationAdmission;
import org.jspecify.annotations.Nullable;

/** Whether the request of a plan is worth writing. */
public final class PlanAdmission {
  private PlanAdmission() {}

  /**
   * @param known the plan under this request's key, if there is one; one that is not made yet is
   *     asked for again, since the first asking may not have arrived
   */
  public static Admission<PlanView> of(
      RequestMigration request, @Nullable PlanView known, Fleet fleet) {
    if (known != null && known.asked() != null && !known.asked().equals(request)) {
      return new KeyReused<>(
          "the key was used before, for a plan of guest %s, with another body"
              .formatted(known.asked().guest()));
    }
    if (known != null && known.made() != null) {
      return new Repeated<>(known);
    }
    return switch (MigrationAdmission.of(request, null, fleet)) {
      case Impossible<MigrationView>(var field, var detail) -> new Impossible<>(field, detail);
      case Admitted<MigrationView> _,
          Repeated<MigrationView> _,
          KeyReused<MigrationView> _,
          UnderWay<MigrationView> _ ->
          new Admitted<>();
    };
  }
}
