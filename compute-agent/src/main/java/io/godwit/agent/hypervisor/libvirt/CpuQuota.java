package io.godwit.agent.hypervisor.libvirt;

import io.godwit.agent.hypervisor.libvirt.xml.XmlElement;
import java.util.OptionalLong;

/**
 * How much a virtual CPU may run, as a control group's {@code cpu.max} and libvirt's {@code
 * <cputune>} say it.
 *
 * @param micros that it may run in each period; empty: all of it
 * @param periodMicros above 0
 */
public record CpuQuota(OptionalLong micros, long periodMicros) {
  private static final long PERIOD_MICROS = 100_000;

  /** The kernel refuses less. */
  private static final long LEAST_MICROS = 1_000;

  private static final CpuQuota UNLIMITED = new CpuQuota(OptionalLong.empty(), PERIOD_MICROS);

  /** What its owner gave each virtual CPU, from the running domain's definition. */
  public static CpuQuota ofOwner(XmlElement domain) {
    return of(
        domain.textAt("cputune", "quota").orElse("-1"),
        domain.textAt("cputune", "period").orElse(String.valueOf(PERIOD_MICROS)));
  }

  /** What a line of {@code cpu.max} says; all where it cannot be read. */
  public static CpuQuota read(String line) {
    var words = line.strip().split(" ", -1);
    return words.length == 2 ? of(words[0], words[1]) : UNLIMITED;
  }

  private static CpuQuota of(String micros, String period) {
    try {
      long every = Long.parseLong(period);
      long most = micros.equals("max") ? -1 : Long.parseLong(micros);
      return new CpuQuota(
          most > 0 ? OptionalLong.of(most) : OptionalLong.empty(),
          every > 0 ? every : PERIOD_MICROS);
    } catch (NumberFormatException e) {
      return UNLIMITED;
    }
  }

  /**
   * What is left of it.
   *
   * @param percent of its time that is taken, 0 to 99
   */
  public CpuQuota slowedBy(int percent) {
    int left = 100 - Math.clamp(percent, 0, 99);
    return left == 100
        ? this
        : new CpuQuota(
            OptionalLong.of(Math.max(LEAST_MICROS, micros.orElse(periodMicros) * left / 100)),
            periodMicros);
  }

  /** Percent of this one's time that another one takes away; 0 if it takes nothing. */
  public int takenBy(CpuQuota other) {
    return Math.clamp(Math.round(100 * (1 - other.share() / share())), 0, 99);
  }

  /** Of one CPU. Without a quota a virtual CPU is one thread, so it cannot run more than that. */
  private double share() {
    return Math.min(1, (double) micros.orElse(periodMicros) / periodMicros);
  }

  public String line() {
    return (micros.isPresent() ? String.valueOf(micros.getAsLong()) : "max") + " " + periodMicros;
  }
}
