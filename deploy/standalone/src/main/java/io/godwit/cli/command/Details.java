package io.godwit.cli.command;

import io.godwit.cli.gateway.Migration;
import io.godwit.cli.terminal.Amounts;
import io.godwit.cli.terminal.Screen;
import io.godwit.cli.terminal.Screen.Colour;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One migration in a few lines. */
final class Details {
  private Details() {}

  static void print(Migration migration, Screen screen) {
    line(screen, "migration", migration.id());
    line(screen, "guest", migration.guest().name());
    line(screen, "from, to", way(migration));
    line(screen, "state", screen.paint(colour(migration), migration.stage()));
    if (migration.ended()) {
      line(screen, "mode", migration.mode());
      line(screen, "total", Amounts.millis(migration.totalMillis()));
      line(screen, "downtime", Amounts.millis(migration.downtimeMillis()));
      line(screen, "sent", Amounts.bytes(migration.sentBytes()));
    }
    line(screen, "why", migration.why());
  }

  static String way(Migration migration) {
    return "%s -> %s".formatted(orNone(migration.source()), orNone(migration.destination()));
  }

  static String orNone(@Nullable String text) {
    return text == null ? Amounts.NONE : text;
  }

  private static Colour colour(Migration migration) {
    if (!migration.ended()) {
      return Colour.HEADING;
    }
    return migration.completed() ? Colour.GOOD : Colour.BAD;
  }

  private static void line(Screen screen, String name, @Nullable String value) {
    screen.line(String.format(Locale.ROOT, "%-10s %s", name, orNone(value)));
  }
}
