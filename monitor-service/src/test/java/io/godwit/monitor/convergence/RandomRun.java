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
 * The pre-copy of a random guest, page by page, and what an agent would report of it. The
 * hypervisor looks again, and switches over if that is all, once no more than the threshold is left
 * to send.
 */
final class RandomRun {
  static final MigrationId ID = MigrationId.of("test", "random");
  private static final double STEP = 0.02;
  private static final int PAGES = 6000;

  private final RandomGuest guest;
  private final Random random;
  private final double page;
  private final int[] place;
  private final int[] from;
  private final int[] size;
  private final int[] at;
  private final double[] writes;
  private final BitSet used = new BitSet();
  private final BitSet toSend = new BitSet();
  private final BitSet logged = new BitSet();
  private final BitSet scanned = new BitSet();
  private final List<ProgressSample> samples = new ArrayList<>();

  private double now;
  private double credit;
  private int justWritten;
  private double measured;
  private int cursor;
  private long processed;
  private double transferred;
  private long iteration = 1;
  private int pass = 1;
  private long passStartProcessed;
  private double passStartRemaining;
  private double nextLook;
  private double nextSample;
  private double endedAt = -1;
  private double limit;
  private int throttle;

  RandomRun(RandomGuest guest, long seed) {
    this.guest = guest;
    this.random = new Random(seed * 31 + 7);
    page = guest.memory() / PAGES;
    int usedPages = (int) (guest.used() / page);
    place = places(usedPages);
    for (int i = 0; i < usedPages; i++) {
      used.set(place[i]);
    }
    int writers = guest.writers().size();
    from = new int[writers];
    size = new int[writers];
    at = new int[writers];
    writes = new double[writers];
    int room = usedPages / writers;
    for (int i = 0; i < writers; i++) {
      size[i] = Math.max(1, (int) (guest.writers().get(i).set() / page));
      from[i] = i * room + random.nextInt(Math.max(1, room - size[i] + 1));
      at[i] = random.nextInt(size[i]);
    }
    toSend.set(0, PAGES);
    passStartRemaining = guest.memory();
    measured = guest.link();
  }

  /** Where the pages in use lie: in up to twenty runs with free memory between. */
  private int[] places(int usedPages) {
    int runs = 1 + random.nextInt(20);
    int[] gaps = new int[runs];
    for (int free = PAGES - usedPages; free > 0; free--) {
      gaps[random.nextInt(runs)]++;
    }
    int[] places = new int[usedPages];
    int next = 0;
    for (int i = 0; i < usedPages; i++) {
      int run = i * runs / usedPages;
      boolean begins = i == 0 || (i - 1) * runs / usedPages != run;
      next += begins ? gaps[run] : 0;
      places[i] = next++;
    }
    return places;
  }

  List<ProgressSample> run(double seconds) {
    sample(false, Phase.PRE_COPY);
    nextSample = 0.1 + random.nextDouble();
    while (now < seconds && endedAt < 0) {
      now += STEP;
      change();
      write();
      send();
      look();
      if (now >= nextSample && endedAt < 0) {
        sample(false, Phase.PRE_COPY);
        nextSample = now + 0.9 + 0.2 * random.nextDouble();
      }
    }
    return samples;
  }

  /** With the stop phase; negative if it did not end. */
  double endedAt() {
    return endedAt;
  }

  private void change() {
    for (var change : guest.changes()) {
      if (change.at() <= now && change.at() > now - STEP) {
        limit = change.limit();
        throttle = change.throttlePercent();
      }
    }
  }

  private void write() {
    justWritten = 0;
    for (int i = 0; i < writes.length; i++) {
      var writer = guest.writers().get(i);
      writes[i] += writer.rateAt(now) * (1 - throttle / 100.0) * STEP / page;
      for (; writes[i] >= 1; writes[i]--) {
        at[i] = writer.roundAndRound() ? (at[i] + 1) % size[i] : random.nextInt(size[i]);
        justWritten++;
        logged.set(place[from[i] + at[i]]);
      }
    }
  }

  private double rate() {
    double most = limit > 0 ? Math.min(limit, guest.link()) : guest.link();
    return most * (0.92 + 0.16 * random.nextDouble()) * Math.min(1, 0.4 + 2 * now);
  }

  private void send() {
    double rate = rate();
    measured += 0.1 * (rate - measured);
    credit += rate * STEP;
    int scannedFree = 0;
    while (credit >= page && !toSend.isEmpty() && !passIsOver()) {
      int next = toSend.nextSetBit(cursor);
      cursor = next < 0 ? toSend.nextSetBit(0) : next;
      toSend.clear(cursor);
      processed++;
      if (used.get(cursor) || scanned.get(cursor)) {
        transferred += page;
        credit -= page;
      } else if (++scannedFree > PAGES / 20) {
        break;
      }
      scanned.set(cursor);
    }
    credit = Math.min(credit, 2 * rate * STEP);
  }

  private boolean passIsOver() {
    return guest.continuous()
        ? (processed - passStartProcessed) * page >= passStartRemaining
        : remaining() <= threshold();
  }

  private void look() {
    boolean over = passIsOver();
    if (guest.continuous() && now >= nextLook) {
      merge();
      nextLook = now + 0.05 + 0.1 * random.nextDouble();
      end();
    }
    if (!over || endedAt >= 0) {
      return;
    }
    if (!guest.continuous()) {
      merge();
    }
    pass++;
    passStartProcessed = processed;
    passStartRemaining = remaining();
    end();
    if (endedAt < 0) {
      sample(true, Phase.PRE_COPY);
    }
  }

  private void end() {
    // What is written within a step would in truth be sent and looked at in ever shorter turns.
    if (remaining() <= threshold() + (justWritten + 1) * page) {
      endedAt = now + remaining() / guest.link() + 0.05;
    }
  }

  private void merge() {
    toSend.or(logged);
    logged.clear();
    iteration++;
  }

  private double remaining() {
    return toSend.cardinality() * page;
  }

  private double threshold() {
    return (guest.told() > 0 ? guest.told() : measured) * guest.downtimeMillis() / 1000.0;
  }

  private void sample(boolean boundary, Phase phase) {
    samples.add(
        new ProgressSample(
            new About(ID, 1, samples.size() + 1L, Instant.EPOCH),
            new HostId("a"),
            phase,
            Duration.ofMillis(Math.round(now * 1000)),
            pass,
            boundary,
            iteration,
            new Bytes((long) guest.memory()),
            new Bytes((long) (processed * page)),
            new Bytes((long) remaining()),
            new Bytes((long) transferred),
            BytesPerSecond.ZERO,
            Duration.ofMillis(guest.downtimeMillis()),
            guest.told() > 0 ? new BytesPerSecond((long) guest.told()) : null,
            guest.continuous(),
            0,
            Bytes.ZERO,
            Bytes.ZERO,
            throttle,
            limit > 0 ? new BytesPerSecond((long) limit) : null,
            false));
  }
}
