package io.godwit.gateway.evacuation;

import io.godwit.events.HostId;
import io.godwit.events.request.MigrationRequest.RequestEvacuation;
import io.godwit.gateway.request.Admission;
import io.godwit.gateway.request.Admission.Admitted;
import io.godwit.gateway.request.Admission.Impossible;
import io.godwit.gateway.request.Admission.KeyReused;
import io.godwit.gateway.request.Admission.Repeated;
import io.godwit.gateway.request.Admission.UnderWay;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the request of an evacuation is worth writing. */
public final class EvacuationAdmission {
  private EvacuationAdmission() {}

  /**
   * @param known the evacuation under this request's key, if there is one; one of which no event
   *     has come back is written again, since the first writing may not have arrived
   * @param underWay the evacuation of the same host that goes on, if there is one
   * @param hosts the fleet; one of which nothing is known admits everything
   */
  public static Admission<EvacuationView> of(
      RequestEvacuation request,
      @Nullable EvacuationView known,
      @Nullable EvacuationView underWay,
      List<HostId> hosts) {
    var asked = known == null ? null : known.asked();
    if (known != null && asked != null) {
      if (!asked.request().equals(request)) {
        return new KeyReused<>(
            "the key was used before, for an evacuation of host %s, with another body"
                .formatted(asked.request().host()));
      }
      return known.sequence() > 0 ? new Repeated<>(known) : new Admitted<>();
    }
    if (underWay != null) {
      return new UnderWay<>(
          "host",
          "host %s is being evacuated already, by evacuation %s"
              .formatted(request.host(), underWay.id()));
    }
    return hosts.isEmpty() ? new Admitted<>() : check(request, hosts);
  }

  private static Admission<EvacuationView> check(RequestEvacuation request, List<HostId> hosts) {
    if (!hosts.contains(request.host())) {
      return new Impossible<>("host", "there is no host '%s'".formatted(request.host()));
    }
    for (var destination : request.destinationsOrAny()) {
      if (!hosts.contains(destination)) {
        return new Impossible<>("destinations", "there is no host '%s'".formatted(destination));
      }
    }
    return new Admitted<>();
  }
}
