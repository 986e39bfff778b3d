package io.godwit.monitor.convergence;

import io.godwit.events.About;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.convergence.Phase;
import io.godwit.events.convergence.ProgressSample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;

/**
 * A guest's pages, its writer and a pre-copy that goes round over them, in steps of 10 ms and pages
 * of 64 KiB: what an agent would report of it, once a second and at every true pass.
 */
final class SimulatedPreCopy {
  static final MigrationId ID = MigrationId.of("test", "simulated");
  private static final int PAGE = 64 << 10;
  private static final double STEP_SECONDS = 0.01;

  /** How the hypervisor looks for dirtied pages. */
  enum Shape {
    /** Only between passes. */
    SAW_TOOTH,
    /** About ten times a second: QEMU 11.1 with post-copy armed. */
    CONTINUOUS
  }

  /** How the guest writes: round and round as the lab's meter does, or anywhere. */
  enum Writer {
    CYCLIC,
    RANDOM
  }

  /** Amounts in MiB and MiB/s, the link in bytes per second. */
  record Guest(int workingSet, int dirtyRate, int memory, int used, double link) {
    static Guest of(int workingSet, int dirtyRate) {
      return new Guest(workingSet, dirtyRate, 512, workingSet + 50, 60e6);
    }
  }

  private final Random random;
  private final Guest guest;
  private final Shape shape;
  private final Writer writer;
  private final int pages;
  private final int hotFrom;
  private final int hotPages;
  private final BitSet used = new BitSet();
  private final BitSet toSend = new BitSet();
  private final BitSet logged = new BitSet();
  private final List<ProgressSample> samples = new ArrayList<>();

  private double now;
  private double credit;
  private double writes;
  private int writeAt;
  private int cursor;
  private long processed;
  private long transferred;
  private long iteration = 1;
  private int pass = 1;
  private long passStartProcessed;
  private long passStartRemaining;
  private double nextLook;
  private double nextSample;
  private double endedAt = -1;

  SimulatedPreCopy(Guest guest, Shape shape, Writer writer, long seed) {
    this.random = new Random(seed);
    this.guest = guest;
    this.shape = shape;
    this.writer = writer;
    pages = guest.memory() * 16;
    hotPages = guest.workingSet() * 16;
    int cold = (guest.used() - guest.workingSet()) * 16;
    // Some of what is used lies low, the working set anywhere above it, zero pages elsewhere.
    hotFrom = cold + random.nextInt(pages - cold - hotPages + 1);
    used.set(0, cold);
    used.set(hotFrom, hotFrom + hotPages);
    toSend.set(0, pages);
    writeAt = random.nextInt(hotPages);
    passStartRemaining = remaining();
  }

  /** The samples until it would switch over, or until the time is up. */
  List<ProgressSample> run(double seconds) {
    sample(false);
    nextSample = 0.2 + random.nextDouble();
    while (now < seconds && endedAt < 0) {
      now += STEP_SECONDS;
      write();
      send();
      look();
      if (now >= nextSample) {
        sample(false);
        nextSample = now + 0.9 + 0.2 * random.nextDouble();
      }
    }
    return samples;
  }

  boolean ended() {
    return endedAt >= 0;
  }

  double endedAt() {
    return endedAt;
  }

  private void write() {
    writes += guest.dirtyRate() * 16 * STEP_SECONDS;
    for (; writes >= 1; writes--) {
      writeAt = writer == Writer.CYCLIC ? (writeAt + 1) % hotPages : random.nextInt(hotPages);
      logged.set(hotFrom + writeAt);
    }
  }

  private void send() {
    double noise = 0.9 + 0.2 * random.nextDouble();
    credit += guest.link() * noise * STEP_SECONDS * Math.min(1, 0.3 + now);
    while (credit >= PAGE && !toSend.isEmpty()) {
      int next = toSend.nextSetBit(cursor);
      if (next < 0) {
        next = toSend.nextSetBit(0);
      }
      cursor = next;
      toSend.clear(next);
      processed += PAGE;
      // A zero page takes no time, and is none any more once it was written to.
      if (used.get(next) || pass > 1) {
        transferred += PAGE;
        credit -= PAGE;
      }
      if (passIsOver()) {
        break;
      }
    }
  }

  private boolean passIsOver() {
    return shape == Shape.SAW_TOOTH
        ? toSend.isEmpty()
        : processed - passStartProcessed >= passStartRemaining;
  }

  private void look() {
    boolean over = passIsOver();
    if (shape == Shape.CONTINUOUS && now >= nextLook) {
      merge();
      nextLook = now + 0.05 + 0.1 * random.nextDouble();
      if (remaining() <= threshold()) {
        endedAt = now;
      }
    }
    if (!over || endedAt >= 0) {
      return;
    }
    if (shape == Shape.SAW_TOOTH) {
      merge();
    }
    pass++;
    passStartProcessed = processed;
    passStartRemaining = remaining();
    sample(true);
    if (remaining() <= threshold()) {
      endedAt = now;
    }
  }

  private void merge() {
    toSend.or(logged);
    logged.clear();
    iteration++;
  }

  private long remaining() {
    return (long) toSend.cardinality() * PAGE;
  }

  private double threshold() {
    return 50e6 * 0.3;
  }

  private void sample(boolean boundary) {
    samples.add(
        new ProgressSample(
            new About(ID, 1, samples.size() + 1L, Instant.EPOCH),
            new HostId("a"),
            Phase.PRE_COPY,
            Duration.ofMillis(Math.round(now * 1000)),
            pass,
            boundary,
            iteration,
            new Bytes((long) pages * PAGE),
            new Bytes(processed),
            new Bytes(remaining()),
            new Bytes(transferred),
            BytesPerSecond.ZERO,
            Duration.ofMillis(300),
            new BytesPerSecond(50_000_000),
            shape == Shape.CONTINUOUS,
            0,
            Bytes.ZERO,
            Bytes.ZERO));
  }
}
