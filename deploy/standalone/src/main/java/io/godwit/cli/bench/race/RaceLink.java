package io.godwit.cli.bench.race;

import io.godwit.cli.deployment.LinkRate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What limits a migration: the link itself, or what each migration may take of a fast one. */
enum RaceLink {
  SLOW("500mbit", null),
  LIMITED("10gbit", 64);

  private static final int MEBIBYTE_SHIFT = 20;
  private final String rate;
  private final @Nullable Integer limitMebibytesPerSecond;

  RaceLink(String rate, @Nullable Integer limitMebibytesPerSecond) {
    this.rate = rate;
    this.limitMebibytesPerSecond = limitMebibytesPerSecond;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  LinkRate rate() {
    return LinkRate.parse(rate);
  }

  /** Of each migration; null: none but the link's. */
  @Nullable Integer limitMebibytesPerSecond() {
    return limitMebibytesPerSecond;
  }

  /** The most that may be measured. */
  long mostBytesPerSecond() {
    return limitMebibytesPerSecond == null
        ? rate().bytesPerSecond()
        : (long) limitMebibytesPerSecond << MEBIBYTE_SHIFT;
  }
}
