package io.godwit.gateway.evacuation;

import io.godwit.events.HostId;
import io.godwit.events.request.MigrationRequest.RequestEvacuation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the request of an evacuation is worth writing, as far as the read model tells; the
 * scheduler decides, on newer knowledge.
 */
public sealed interface EvacuationAdmission {
  /** It is written. */
  record Admitted() implements EvacuationAdmission {}

  /** It is known already, with the same body: nothing is to be done. */
  record Repeated(EvacuationView evacuation) implements EvacuationAdmission {}

  /** Its key was used before with another body. */
  record KeyReused(String detail) implements EvacuationAdmission {}

  /** The host is being emptied already. */
  record UnderWay(String field, String detail) implements EvacuationAdmission {}

  /** It cannot be carried out; {@code field} is the one at fault. */
  record Impossible(String field, String detail) implements EvacuationAdmission {}

  /**
   * @param known the evacuation under this request's key, if there is one; one of which no event
   *     has come back is written again, since the first writing may not have arrived
   * @param underWay the evacuation of the same host that goes on, if there is one
   * @param hosts the fleet; one of which nothing is known admits everything
   */
  static EvacuationAdmission of(
      RequestEvacuation request,
      @Nullable EvacuationView known,
      @Nullable EvacuationView underWay,
      List<HostId> hosts) {
    var asked = known == null ? null : known.asked();
    if (known != null && asked != null) {
      if (!asked.request().equals(request)) {
        return new KeyReused(
            "the key was used before, for an evacuation of host %s, with another body"
                .formatted(asked.request().host()));
      }
      return known.sequence() > 0 ? new Repeated(known) : new Admitted();
    }
    if (underWay != null) {
      return new UnderWay(
          "host",
          "host %s is being evacuated already, by evacuation %s"
              .formatted(request.host(), underWay.id()));
    }
    return hosts.isEmpty() ? new Admitted() : check(request, hosts);
  }

  private static EvacuationAdmission check(RequestEvacuation request, List<HostId> hosts) {
    if (!hosts.contains(request.host())) {
      return new Impossible("host", "there is no host '%s'".formatted(request.host()));
    }
    for (var destination : request.destinationsOrAny()) {
      if (!hosts.contains(destination)) {
        return new Impossible("destinations", "there is no host '%s'".formatted(destination));
      }
    }
    return new Admitted();
  }
}
