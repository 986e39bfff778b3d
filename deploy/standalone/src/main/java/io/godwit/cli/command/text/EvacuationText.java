package io.godwit.cli.command.text;

import io.godwit.cli.gateway.Evacuation;
import io.godwit.cli.terminal.Amounts;
import io.godwit.cli.terminal.Screen;
import io.godwit.cli.terminal.Screen.Colour;
import io.godwit.cli.terminal.Table;
import java.time.Duration;
import java.time.Instant;

/** An evacuation in a few lines. */
public final class EvacuationText {
  private EvacuationText() {}

  /** As it stands, with the guests that are to go. */
  public static void print(Evacuation evacuation, Screen screen) {
    printEnd(evacuation, screen);
    if (evacuation.guests().isEmpty()) {
      return;
    }
    screen.line("");
    var table = new Table("GUEST", "STATE", "EXPECTED TO TAKE", "MIGRATION");
    for (var guest : evacuation.guests()) {
      table.row(
          guest.guest().name(),
          Details.orNone(guest.state()),
          Amounts.millis(guest.expectedMillis()),
          Details.orNone(guest.migration()));
    }
    table.print(screen);
  }

  /** How it stands or ended, and what could not move. */
  public static void printEnd(Evacuation evacuation, Screen screen) {
    Details.line(screen, "evacuation", evacuation.id());
    Details.line(screen, "host", evacuation.host());
    Details.line(screen, "state", screen.paint(colour(evacuation), evacuation.state()));
    Details.known(screen, "reason", evacuation.reason());
    Details.line(screen, "guests", counts(evacuation));
    times(evacuation, screen);
    if (evacuation.detail() != null) {
      Details.line(screen, "why", Arguments.named(evacuation.field(), evacuation.detail()));
    }
    if (!evacuation.remaining().isEmpty()) {
      screen.line("");
      remaining(evacuation).print(screen);
    }
  }

  private static String counts(Evacuation of) {
    String moved = "%d of %d moved".formatted(of.moved(), of.total());
    return of.ended()
        ? moved
        : "%s, %d moving, %d waiting, %d stuck"
            .formatted(moved, of.moving(), of.waiting(), of.stuck());
  }

  private static void times(Evacuation evacuation, Screen screen) {
    var began = evacuation.requestedAt();
    var end = evacuation.endedAt();
    if (began != null && end != null) {
      Details.line(screen, "took", Amounts.millis(Duration.between(began, end).toMillis()));
    } else if (!evacuation.ended() && evacuation.expectedEnd() != null) {
      Details.line(
          screen, "ends", Amounts.moment(evacuation.expectedEnd(), Instant.now()) + ", expected");
    }
  }

  private static Table remaining(Evacuation evacuation) {
    var table = new Table("NOT MOVED", "MIGRATION", "WHY");
    for (var guest : evacuation.remaining()) {
      table.row(guest.guest().name(), Details.orNone(guest.migration()), guest.reason());
    }
    return table;
  }

  private static Colour colour(Evacuation evacuation) {
    if (!evacuation.ended()) {
      return Colour.HEADING;
    }
    return evacuation.completed() ? Colour.GOOD : Colour.BAD;
  }
}
