package io.godwit.gateway.request;

import io.godwit.events.HostId;
import io.godwit.events.migration.RejectionReason;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import io.godwit.gateway.projection.MigrationView;
import io.godwit.gateway.request.Fleet.Seat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request is worth writing. It refuses early what the scheduler would refuse; the
 * scheduler decides, on newer knowledge. A fleet of which nothing is known admits everything.
 */
public sealed interface Admission {
  /** It is written. */
  record Admitted() implements Admission {}

  /** It is known already, with the same body: nothing is to be done. */
  record Repeated(MigrationView migration) implements Admission {}

  /** Its key was used before with another body. */
  record KeyReused(String detail) implements Admission {}

  /** It cannot be carried out; {@code field} is the one at fault. */
  record Impossible(RejectionReason reason, String field, String detail) implements Admission {}

  /**
   * @param known the migration under this request's key, if there is one; one of which no event has
   *     come back is written again, since the first writing may not have arrived
   */
  static Admission of(RequestMigration request, @Nullable MigrationView known, Fleet fleet) {
    var asked = known == null ? null : known.asked();
    if (known == null || asked == null) {
      return check(request, fleet);
    }
    if (!asked.request().equals(request)) {
      return new KeyReused(
          "the key was used before, for a migration of guest "
              + asked.request().guest()
              + ", with another body");
    }
    return known.sequence() > 0 ? new Repeated(known) : new Admitted();
  }

  private static Admission check(RequestMigration request, Fleet fleet) {
    if (fleet.hosts().isEmpty()) {
      return new Admitted();
    }
    var name = request.guest();
    var seats = fleet.seatsOf(name);
    if (seats.isEmpty()) {
      return new Impossible(
          RejectionReason.GUEST_UNKNOWN, "guest", "no host has a guest '%s'".formatted(name));
    }
    var uuids = Fleet.guests(seats);
    if (uuids.size() > 1) {
      var choice = uuids.stream().map(Object::toString).collect(Collectors.joining(" or "));
      return new Impossible(
          RejectionReason.GUEST_AMBIGUOUS,
          "guest",
          "'%s' is the name of %d guests: name one by its UUID, %s"
              .formatted(name, uuids.size(), choice));
    }
    var destination = request.destination();
    return destination == null ? new Admitted() : check(destination, seats, fleet);
  }

  private static Admission check(HostId destination, List<Seat> seats, Fleet fleet) {
    if (!fleet.hosts().contains(destination)) {
      return new Impossible(
          RejectionReason.DESTINATION_UNKNOWN,
          "destination",
          "there is no host '%s'".formatted(destination));
    }
    for (var seat : seats) {
      if (seat.active() && seat.host().equals(destination)) {
        return new Impossible(
            RejectionReason.DESTINATION_IS_SOURCE,
            "destination",
            "guest %s is at host %s already".formatted(seat.guest(), destination));
      }
    }
    return new Admitted();
  }
}
