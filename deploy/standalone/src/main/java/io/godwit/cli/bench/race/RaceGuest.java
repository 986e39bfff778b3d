package io.godwit.cli.bench.race;

import io.godwit.parts.Lab;
import java.time.Duration;
import java.util.List;

/**
 * A guest of the matrix.
 *
 * @param rateMibps at which it works when its migration begins, all processes together
 * @param more options of "lab guest"
 */
record RaceGuest(
    String id,
    long memoryMib,
    long workingSetMib,
    long dirtyRateMibps,
    long rateMibps,
    double compressible,
    Kind kind,
    List<String> more) {

  /** What is special about it. */
  enum Kind {
    PLAIN,
    PHASED,
    DISK
  }

  /** How long the phased guest is hot before it is moved: its normal rate is measured in it. */
  static final Duration LEAD = Duration.ofSeconds(5);

  /** How long it stays so when the migration has begun. */
  static final Duration HOT = Duration.ofSeconds(20);

  static final long IDLE_MIBPS = 1;
  private static final long MEMORY = 512;

  static final List<RaceGuest> MATRIX =
      List.of(
          plain("idle", MEMORY, 16, IDLE_MIBPS, 0),
          plain("64@20", MEMORY, 64, 20, 0),
          plain("200@50", MEMORY, 200, 50, 0),
          plain("256@400", MEMORY, 256, 400, 0),
          phased(),
          new RaceGuest("two", MEMORY, 200, 10, 110, 0, Kind.PLAIN, List.of("--second", "32:100")),
          plain("zero", 1024, 16, IDLE_MIBPS, 0),
          new RaceGuest("disk", MEMORY, 64, 5, 5, 0, Kind.DISK, List.of("--disk", "200:qcow2")),
          plain("200@50c", MEMORY, 200, 50, 0.6),
          plain("256@400c", MEMORY, 256, 400, 0.6));

  RaceGuest {
    more = List.copyOf(more);
  }

  private static RaceGuest plain(String id, long memory, long set, long rate, double compressible) {
    return new RaceGuest(id, memory, set, rate, rate, compressible, Kind.PLAIN, List.of());
  }

  private static RaceGuest phased() {
    var phases = "%d:400,0:%d".formatted(LEAD.plus(HOT).toSeconds(), IDLE_MIBPS);
    return new RaceGuest(
        "phased", MEMORY, 256, 400, 400, 0, Kind.PHASED, List.of("--phases", phases));
  }

  /** What the lab calls it. */
  String labName() {
    return "race-" + id.replace('@', '-');
  }

  Lab.Wanted wanted(String host) {
    return new Lab.Wanted(
        labName(), host, memoryMib, workingSetMib, dirtyRateMibps, compressible, more);
  }

  /** Whether it cannot be moved twice: its phase is over, or its disk is left behind. */
  boolean once() {
    return kind != Kind.PLAIN;
  }
}
