package io.godwit.agent.hypervisor.libvirt;

/**
 * The content of a control group's {@code cpu.max}: microseconds in each period that it may run,
 * and the period.
 *
 * @param percent of the time that it may not run, 0 to 99
 */
public record CpuQuota(int percent) {
  private static final int PERIOD_MICROS = 100_000;

  public static CpuQuota of(int percent) {
    return new CpuQuota(Math.clamp(percent, 0, 99));
  }

  /** What a line says; none where it cannot be read. */
  public static CpuQuota read(String line) {
    var words = line.strip().split(" ", -1);
    try {
      return words.length != 2 || words[0].equals("max")
          ? new CpuQuota(0)
          : of((int) Math.round(100 - 100.0 * Long.parseLong(words[0]) / Long.parseLong(words[1])));
    } catch (NumberFormatException e) {
      return new CpuQuota(0);
    }
  }

  public String line() {
    return percent == 0
        ? "max " + PERIOD_MICROS
        : (100 - percent) * (PERIOD_MICROS / 100) + " " + PERIOD_MICROS;
  }
}
