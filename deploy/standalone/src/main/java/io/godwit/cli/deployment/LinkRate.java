package io.godwit.cli.deployment;

import java.util.regex.Pattern;

/** A link's physical rate, in the words of tc: 500mbit, 10gbit. */
public record LinkRate(String text, long bitsPerSecond) {
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,5})(mbit|gbit)");
  private static final long MAX_BITS_PER_SECOND = 100_000_000_000L;
  private static final int BITS = 8;

  public static LinkRate parse(String text) {
    var matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new Invalid("'%s' is not a rate such as 500mbit or 10gbit".formatted(text));
    }
    long unit = matcher.group(2).equals("gbit") ? 1_000_000_000L : 1_000_000L;
    long bits = Long.parseLong(matcher.group(1)) * unit;
    if (bits > MAX_BITS_PER_SECOND) {
      throw new Invalid("%s is more than 100gbit".formatted(text));
    }
    return new LinkRate(text, bits);
  }

  public static LinkRate ofBits(long bitsPerSecond) {
    return new LinkRate(bitsPerSecond / 1_000_000 + "mbit", bitsPerSecond);
  }

  public long bytesPerSecond() {
    return bitsPerSecond / BITS;
  }
}
