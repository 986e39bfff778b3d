package io.godwit.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One process of this machine for ever: a number alone is given out again, a number together with
 * the start time (clock ticks since the boot) and the boot itself is not.
 */
public record ProcessIdentity(long pid, long startTicks, String boot) {
  private static final Path PROC = Path.of("/proc");
  private static final Path BOOT = PROC.resolve("sys/kernel/random/boot_id");
  private static final int TICKS_AFTER_COMMAND = 19;

  /** The process which has this number now; empty if there is none or it is a zombie. */
  public static Optional<ProcessIdentity> of(long pid) {
    try {
      return ofStat(Files.readString(PROC.resolve(pid + "/stat")), currentBoot());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Reads what /proc/PID/stat says; see proc_pid_stat(5). */
  static Optional<ProcessIdentity> ofStat(String stat, String boot) {
    // The command stands in parentheses and may itself hold spaces and parentheses.
    String[] rest = stat.substring(stat.lastIndexOf(')') + 2).trim().split(" ", -1);
    boolean ended = rest[0].equals("Z") || rest[0].equals("X");
    long pid = Long.parseLong(stat.substring(0, stat.indexOf(' ')));
    return ended
        ? Optional.empty()
        : Optional.of(new ProcessIdentity(pid, Long.parseLong(rest[TICKS_AFTER_COMMAND]), boot));
  }

  static String currentBoot() throws IOException {
    return Files.readString(BOOT).trim();
  }

  /** Whether this very process still runs, and not another one with its number. */
  public boolean alive() {
    return of(pid).map(this::equals).orElse(false);
  }
}
