package io.godwit.gateway.request;

import io.godwit.events.HostId;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import io.godwit.gateway.projection.MigrationView;
import io.godwit.gateway.request.Admission.Admitted;
import io.godwit.gateway.request.Admission.Impossible;
import io.godwit.gateway.request.Admission.KeyReused;
import io.godwit.gateway.request.Admission.Repeated;
import io.godwit.gateway.request.Fleet.Seat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether the request of a migration is worth writing. */
public final class MigrationAdmission {
  private MigrationAdmission() {}

  /**
   * @param known the migration under this request's key, if there is one; one of which no event has
   *     come back is written again, since the first writing may not have arrived
   * @param fleet one of which nothing is known admits everything
   */
  public static Admission<MigrationView> of(
      RequestMigration request, @Nullable MigrationView known, Fleet fleet) {
    var asked = known == null ? null : known.asked();
    if (known == null || asked == null) {
      return check(request, fleet);
    }
    if (!asked.request().equals(request)) {
      return new KeyReused<>(
          "the key was used before, for a migration of guest "
              + asked.request().guest()
              + ", with another body");
    }
    return known.sequence() > 0 ? new Repeated<>(known) : new Admitted<>();
  }

  private static Admission<MigrationView> check(RequestMigration request, Fleet fleet) {
    if (fleet.hosts().isEmpty()) {
      return new Admitted<>();
    }
    var name = request.guest();
    var seats = fleet.seatsOf(name);
    if (seats.isEmpty()) {
      return new Impossible<>("guest", "no host has a guest '%s'".formatted(name));
    }
    var uuids = Fleet.guests(seats);
    if (uuids.size() > 1) {
      var choice = uuids.stream().map(Object::toString).collect(Collectors.joining(" or "));
      return new Impossible<>(
          "guest",
          "'%s' is the name of %d guests: name one by its UUID, %s"
              .formatted(name, uuids.size(), choice));
    }
    var destination = request.destination();
    return destination == null ? new Admitted<>() : check(destination, seats, fleet);
  }

  private static Admission<MigrationView> check(HostId destination, List<Seat> seats, Fleet fleet) {
    if (!fleet.hosts().contains(destination)) {
      return new Impossible<>("destination", "there is no host '%s'".formatted(destination));
    }
    for (var seat : seats) {
      if (seat.active() && seat.host().equals(destination)) {
        return new Impossible<>(
            "destination", "guest %s is at host %s already".formatted(seat.guest(), destination));
      }
    }
    return new Admitted<>();
  }
}
