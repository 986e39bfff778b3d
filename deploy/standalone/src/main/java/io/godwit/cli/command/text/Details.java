package io.godwit.cli.command.text;

import io.godwit.cli.gateway.Migration;
import io.godwit.cli.terminal.Amounts;
import io.godwit.cli.terminal.Screen;
import io.godwit.cli.terminal.Screen.Colour;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One migration in a few lines. */
public final class Details {
  private Details() {}

  public static void print(Migration migration, Screen screen) {
    line(screen, "migration", migration.id());
    line(screen, "guest", migration.guest().name());
    line(screen, "from, to", way(migration));
    line(screen, "state", screen.paint(colour(migration), migration.stage()));
    if (migration.ended()) {
      known(screen, "mode", migration.mode());
      known(screen, "total", migration.totalMillis(), Amounts::millis);
      known(screen, "downtime", migration.downtimeMillis(), Amounts::millis);
      known(screen, "sent", migration.sentBytes(), Amounts::bytes);
    } else {
      known(screen, "priority", (long) migration.priority(), String::valueOf);
      known(screen, "queue", queue(migration, Instant.now()));
      known(screen, "share", share(migration.bandwidth()));
    }
    known(screen, "policy", PolicyText.of(migration.policy(), Instant.now()));
    line(screen, "why", migration.why());
  }

  public static String way(Migration migration) {
    return "%s -> %s".formatted(orNone(migration.source()), orNone(migration.destination()));
  }

  /** Its place in the queue; null when it has none. */
  private static @Nullable String queue(Migration migration, Instant now) {
    var place = migration.queue();
    if (place == null) {
      return null;
    }
    String start =
        place.expectedStart() == null
            ? ""
            : ", expected to start " + Amounts.moment(place.expectedStart(), now);
    return "number %d%s, waits: %s".formatted(place.position(), start, place.waitingFor());
  }

  private static @Nullable String share(Migration.@Nullable Share share) {
    if (share == null) {
      return null;
    }
    Long limit = share.limitBytesPerSecond();
    String of = limit == null ? "no limit of its own" : "at most " + Amounts.rate(limit);
    String kept = Boolean.FALSE.equals(share.kept()) ? ", which the hypervisor does not keep" : "";
    return of + kept + (share.why() == null ? "" : ": " + share.why());
  }

  public static String orNone(@Nullable String text) {
    return text == null ? Amounts.NONE : text;
  }

  private static Colour colour(Migration migration) {
    if (!migration.ended()) {
      return Colour.HEADING;
    }
    return migration.completed() ? Colour.GOOD : Colour.BAD;
  }

  /** What does not apply, as the downtime of a cancelled one, is not said. */
  static void known(Screen screen, String name, @Nullable String value) {
    if (value != null) {
      line(screen, name, value);
    }
  }

  private static void known(
      Screen screen, String name, @Nullable Long value, Function<Long, String> text) {
    if (value != null) {
      line(screen, name, text.apply(value));
    }
  }

  static void line(Screen screen, String name, String value) {
    screen.line(String.format(Locale.ROOT, "%-10s %s", name, value));
  }
}
