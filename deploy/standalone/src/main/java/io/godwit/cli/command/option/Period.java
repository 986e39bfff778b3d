package io.godwit.cli.command.option;

import io.godwit.cli.deployment.Invalid;
import java.time.Duration;
import java.util.regex.Pattern;

/** How long, as people give it: 500ms, 20s, 10m, 2h. */
public record Period(Duration length) {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

  static Period parse(String text) {
    var matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new Invalid("'%s' is not a period as 500ms, 20s, 10m or 2h".formatted(text));
    }
    long count = Long.parseLong(matcher.group(1));
    return new Period(
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(count);
          case "s" -> Duration.ofSeconds(count);
          case "m" -> Duration.ofMinutes(count);
          default -> Duration.ofHours(count);
        });
  }

  long millis() {
    return length.toMillis();
  }
}
