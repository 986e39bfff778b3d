package io.godwit.agent.hypervisor.libvirt.xml;

import io.godwit.events.Bytes;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/** Numbers, amounts and sets of numbers, as libvirt writes them. */
final class Amounts {
  private static final int MOST_NUMBERS = 65_536;

  private Amounts() {}

  /** The element's text in its unit; without a unit in {@code otherwise}. */
  static Bytes bytes(XmlElement element, String otherwise) {
    return bytes(number(element.text()), element.attribute("unit").orElse(otherwise));
  }

  /** libvirt's units: KiB and K are powers of two, KB of ten; case does not matter. */
  static Bytes bytes(long amount, String unit) {
    long factor =
        switch (unit.toLowerCase(Locale.ROOT)) {
          case "b", "bytes" -> 1L;
          case "kb" -> 1_000L;
          case "k", "kib" -> 1L << 10;
          case "mb" -> 1_000_000L;
          case "m", "mib" -> 1L << 20;
          case "gb" -> 1_000_000_000L;
          case "g", "gib" -> 1L << 30;
          case "tb" -> 1_000_000_000_000L;
          case "t", "tib" -> 1L << 40;
          default -> throw new IllegalArgumentException("no unit of libvirt: " + unit);
        };
    return new Bytes(Math.multiplyExact(amount, factor));
  }

  static long number(String text) {
    return Long.parseLong(text.strip());
  }

  /** A set like {@code 0-3,^2,7}: what is excluded is so wherever it stands. */
  static SortedSet<Integer> numbers(String set) {
    var in = new TreeSet<Integer>();
    var out = new TreeSet<Integer>();
    for (var part : set.split(",", -1)) {
      var text = part.strip();
      if (text.startsWith("^")) {
        range(text.substring(1), out);
      } else if (!text.isEmpty()) {
        range(text, in);
      }
    }
    in.removeAll(out);
    return in;
  }

  private static void range(String text, SortedSet<Integer> into) {
    int dash = text.indexOf('-');
    int from = Integer.parseInt(dash < 0 ? text : text.substring(0, dash));
    int to = dash < 0 ? from : Integer.parseInt(text.substring(dash + 1));
    if (from < 0 || to - from > MOST_NUMBERS) {
      throw new IllegalArgumentException("no set of libvirt: " + text);
    }
    for (int i = from; i <= to; i++) {
      into.add(i);
    }
  }
}
