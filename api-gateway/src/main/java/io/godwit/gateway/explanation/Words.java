package io.godwit.gateway.explanation;

import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import java.time.Duration;
import java.util.Locale;

/** Amounts and names as people say them. */
final class Words {
  private static final String PRINCIPAL = "urn:godwit:principal:";
  private static final double MEBI = 1048576.0;

  private Words() {}

  /** Like {@code 402 MiB/s} or {@code 1.5 MiB/s}. */
  static String rate(BytesPerSecond rate) {
    return number(rate.count() / MEBI) + " MiB/s";
  }

  /** Like {@code 251 MiB}, {@code 0.3 MiB} or {@code 32.0 GiB}. */
  static String amount(Bytes amount) {
    double mebi = amount.count() / MEBI;
    return mebi < 10 * 1024
        ? number(mebi) + " MiB"
        : String.format(Locale.ROOT, "%.1f GiB", mebi / 1024);
  }

  /** Like {@code 12 ms}, {@code 0.5 s}, {@code 4.4 s} or {@code 1 min 26 s}. */
  static String time(Duration time) {
    long millis = time.toMillis();
    if (millis < 1000 && (millis < 100 || millis % 100 != 0)) {
      return millis + " ms";
    }
    if (millis < 59_950) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
    long seconds = Math.round(millis / 1000.0);
    return "%d min %d s".formatted(seconds / 60, seconds % 60);
  }

  static String count(int count, String one) {
    return count == 1 ? "1 " + one : count + " " + one + (one.endsWith("s") ? "es" : "s");
  }

  /** {@code HYPERVISOR_ERROR} as {@code hypervisor error}. */
  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** A principal by its name, any other source as it is. */
  static String asker(String source) {
    return source.startsWith(PRINCIPAL) ? source.substring(PRINCIPAL.length()) : source;
  }

  /**
   * Who asked, as the first word of a sentence: a principal's name with a capital, a URI as it is.
   */
  static String beginningWith(String source) {
    return source.startsWith(PRINCIPAL) ? Steps.capital(asker(source)) : source;
  }

  /** What is waited for, behind a word like {@code waiting}: some of it reads as an object. */
  static String waiting(String waitingFor) {
    var text = ending(waitingFor);
    return text.startsWith("its turn") || text.startsWith("another attempt")
        ? " for " + text
        : ": " + text;
  }

  /** A text as the end of a sentence: with its full stop, and only one. */
  static String ending(String text) {
    var stripped = text.strip();
    return stripped.endsWith(".") || stripped.endsWith("!") || stripped.endsWith("?")
        ? stripped
        : stripped + ".";
  }

  /** A text inside a sentence: without a full stop of its own. */
  static String inside(String text) {
    var stripped = text.strip();
    return stripped.endsWith(".") ? stripped.substring(0, stripped.length() - 1) : stripped;
  }

  private static String number(double mebi) {
    return String.format(Locale.ROOT, mebi < 9.95 && mebi > 0 ? "%.1f" : "%.0f", mebi);
  }
}
