package io.godwit.agent.physics;

import io.godwit.events.agent.StartSettings;

/**
 * The physics of one migration: first the disks that are copied, then passes of pre-copy, each
 * sending what was dirtied during the one before, then the switch-over or post-copy. Moved on by
 * whoever knows what the links give it; boundaries are met exactly, not by steps.
 *
 * <p>QEMU shows two shapes. Without post-copy armed, or where {@code continuous} is not set, it
 * looks for dirtied pages when what is left of a pass fits in the allowed downtime. Else it looks
 * ten times a second, and what was dirtied behind it counts as unsent at once.
 */
public final class Transfer {
  /** The device state, and what starting the guest on the other side takes. */
  public static final double SWITCH_OVER_SECONDS = 0.03;

  private static final double NOTHING = 0.5;
  private static final double NEVER = Double.POSITIVE_INFINITY;
  private static final double SYNC_SECONDS = 0.1;

  /** Of the threshold: a pass ends a little under it, so that there are not ever more of them. */
  private static final double UNDER = 0.95;

  /** Where a transfer is. */
  public enum Stage {
    DISKS,
    PRE_COPY,
    SWITCH_OVER,
    POST_COPY,
    DONE
  }

  private final Workload workload;
  private final double memory;
  private final double disks;
  private final StartSettings settings;
  private final boolean continuous;
  private final Dirtying guest;
  private final Wire wire;
  private final Fetching fetching = new Fetching();
  private final AutoConverge autoConverge;
  private final Costs costs = new Costs();

  private Stage stage;
  private int pass = 1;
  private double disksUnsent;
  private double unsent;
  private double handled;
  private double sent;
  private double elapsed;
  private double syncedAt;
  private double nextSync;
  private double foundDirty;
  private double writing;
  private double sentBehind;
  private double dirtyRate;
  private double switching;
  private double downtime;

  private double maxDowntime;
  private int quotaPercent;
  private boolean paused;

  /**
   * @param memory of the guest
   * @param disks that are copied before it
   * @param life seconds that the guest has run already: where it is in its spells. The looks for
   *     dirtied pages fall on tenths of a second of it
   * @param continuous whether the hypervisor looks for dirtied pages all the time once post-copy is
   *     armed, as QEMU 11 does
   */
  public Transfer(
      Workload workload,
      double memory,
      double disks,
      StartSettings settings,
      double life,
      boolean continuous) {
    this.workload = workload;
    this.memory = memory;
    this.disks = disks;
    this.settings = settings;
    this.continuous = continuous && settings.postCopyArmed();
    guest = new Dirtying(workload, life);
    wire = new Wire(workload, memory, settings);
    autoConverge = new AutoConverge(settings.autoConverge());
    maxDowntime = settings.maxDowntime().toNanos() / 1e9;
    disksUnsent = disks;
    unsent = memory;
    nextSync = SYNC_SECONDS - life % SYNC_SECONDS;
    stage = disks > 0 ? Stage.DISKS : Stage.PRE_COPY;
  }

  // ---- what is changed in flight

  public void setMaxDowntime(double seconds) {
    maxDowntime = seconds;
  }

  /** Slows the guest by a quota of its CPUs. */
  public void setQuota(int percent) {
    settle();
    quotaPercent = percent;
  }

  public void setPaused(boolean whether) {
    settle();
    paused = whether;
  }

  /** The guest runs at the destination from now on. */
  public void switchToPostCopy() {
    settle();
    double sets = Math.max(1, guest.workingSet());
    double unscanned = pass == 1 ? unsent / memory : 0;
    double behind = behind();
    fetching.begin(pass == 1 || continuous ? unscanned + behind / sets : union() / sets);
    double rest = pass == 1 ? unsent * wire.usedShare() + behind : continuous ? behind : union();
    unsent = Math.min(rest, (double) workload.used().count());
    guest.clear();
    stage = Stage.POST_COPY;
    paused = false;
    switching = SWITCH_OVER_SECONDS;
  }

  /** Dirty beyond what is left of this pass. */
  private double behind() {
    double reached = pass == 1 && !continuous ? 1 - unsent / memory : 1;
    return guest.total() * reached;
  }

  // ---- how it goes on

  /**
   * Seconds until something has to be decided, if the wire carries {@code rate}; infinite where
   * nothing moves.
   */
  public double secondsToChange(double rate) {
    if (isAtBoundary(rate)) {
      return 0;
    }
    return switch (stage) {
      case DISKS -> Math.min(guest.untilNextSpell(), disksUnsent / rate);
      case PRE_COPY -> Math.min(untilSpell(), untilSync(rate));
      case SWITCH_OVER, POST_COPY -> switching + unsent / pageRate(rate);
      case DONE -> NEVER;
    };
  }

  private double untilSpell() {
    return runs() ? Math.max(1e-9, guest.untilNextSpell() - writing) : NEVER;
  }

  private double untilSync(double rate) {
    if (continuous) {
      double bulk = unsent > NOTHING ? unsent / pageRate(rate) : NEVER;
      return Math.max(1e-9, Math.min(bulk, nextSync - elapsed));
    }
    return Math.max(1e-9, (unsent - endOfPass(rate)) / pageRate(rate));
  }

  private double endOfPass(double rate) {
    return Math.max(0, UNDER * threshold(rate) - NOTHING);
  }

  /** Of pages; there are zero ones in the first pass. */
  private double pageRate(double rate) {
    boolean bulk = stage == Stage.PRE_COPY && pass == 1 && unsent > NOTHING;
    return bulk ? wire.scanRate(rate) : wire.pageRate(rate);
  }

  /** Moves on by {@code seconds}, which must not lead beyond the next change. */
  public void advance(double seconds, double rate) {
    if (seconds <= 0) {
      return;
    }
    elapsed += seconds;
    switch (stage) {
      case DISKS -> {
        double bytes = Math.min(disksUnsent, rate * seconds);
        disksUnsent -= bytes;
        sent += bytes;
        guest.write(Math.min(seconds, guest.untilNextSpell()), 0, 0);
        costs.ran(seconds, 0);
      }
      case PRE_COPY -> preCopy(seconds, rate);
      case SWITCH_OVER -> {
        move(seconds, rate);
        downtime += seconds;
        costs.stoodStill(seconds);
      }
      case POST_COPY -> fetch(seconds, rate);
      case DONE -> {}
    }
  }

  private void preCopy(double seconds, double rate) {
    double pages = pageRate(rate) * seconds;
    if (unsent > NOTHING) {
      double moved = Math.min(unsent, pages);
      unsent -= moved;
      handled += moved;
      sent += wire.bytes(moved * (pass == 1 ? wire.usedShare() : 1));
    } else {
      double moved = Math.min(pages, Math.max(0, guest.total() - sentBehind));
      sentBehind += moved;
      handled += moved;
      sent += wire.bytes(moved);
    }
    if (!runs()) {
      costs.stoodStill(seconds);
      return;
    }
    double speed = speed();
    costs.ran(seconds, seconds * (1 - speed));
    writing += seconds;
    if (!continuous || guest.untilNextSpell() <= writing + 1e-12) {
      settle();
    }
  }

  /**
   * What the guest wrote becomes dirty. While the hypervisor looks all the time this is done at its
   * looks, so that it makes no difference in how many steps time passes between them.
   */
  private void settle() {
    guest.send(sentBehind);
    sentBehind = 0;
    double before = guest.total();
    guest.write(writing, speed(), continuous ? 1 - unsent / memory : 1);
    foundDirty += guest.total() - before;
    writing = 0;
  }

  private boolean runs() {
    return !paused;
  }

  /** Share of its usual rate that the slowed guest still writes at. */
  private double speed() {
    double rate = guest.rate();
    double left = 1 - throttlePercent() / 100.0;
    return rate <= 0 ? 1 : Math.min(1, left * workload.fullRate().count() / rate);
  }

  /** The devices' state last. */
  private void move(double seconds, double rate) {
    double pages = Math.min(unsent, pageRate(rate) * seconds);
    unsent -= pages;
    handled += pages;
    sent += wire.bytes(pages);
    if (unsent <= NOTHING) {
      switching -= Math.min(switching, seconds - pages / pageRate(rate));
    }
  }

  /** The guest runs at the destination. */
  private void fetch(double seconds, double rate) {
    double stands = Math.min(switching, seconds);
    switching -= stands;
    downtime += stands;
    costs.stoodStill(stands);
    double runs = seconds - stands;
    double before = unsent;
    double pages = Math.min(unsent, pageRate(rate) * runs);
    unsent -= pages;
    handled += pages;
    sent += wire.bytes(pages);
    if (before > 0 && runs > 0) {
      costs.ran(runs, fetching.lost(runs, unsent / before, guest.rate(), pageRate(rate)));
    }
  }

  // ---- what is decided at a boundary

  /** Whether {@link #decide} has something to decide. */
  public boolean isAtBoundary(double rate) {
    return switch (stage) {
      case DISKS -> disksUnsent <= NOTHING;
      case PRE_COPY ->
          continuous ? elapsed >= nextSync - 1e-9 : unsent <= endOfPass(rate) + NOTHING;
      case SWITCH_OVER, POST_COPY -> unsent <= NOTHING && switching <= 1e-9;
      case DONE -> false;
    };
  }

  /** What was decided at a boundary. */
  public enum Decided {
    NOTHING_YET,
    NEXT_PASS,
    SWITCHES_OVER,
    COMPLETE
  }

  /** What QEMU does here; the stage has changed accordingly, unless it would switch over. */
  public Decided decide(double rate) {
    return switch (stage) {
      case DISKS -> {
        stage = Stage.PRE_COPY;
        syncedAt = elapsed;
        planSync();
        yield Decided.NOTHING_YET;
      }
      case PRE_COPY -> synced(rate);
      case SWITCH_OVER, POST_COPY -> {
        stage = Stage.DONE;
        unsent = 0;
        yield Decided.COMPLETE;
      }
      case DONE -> Decided.NOTHING_YET;
    };
  }

  private Decided synced(double rate) {
    settle();
    double remaining = continuous ? remaining() : union();
    dirtyRate = foundDirty / Math.max(SYNC_SECONDS / 2, elapsed - syncedAt);
    autoConverge.synced(elapsed, foundDirty, sent);
    foundDirty = 0;
    syncedAt = elapsed;
    planSync();
    if (remaining <= threshold(rate)) {
      return Decided.SWITCHES_OVER;
    }
    if (continuous) {
      return Decided.NOTHING_YET;
    }
    unsent = remaining;
    guest.clear();
    pass++;
    return Decided.NEXT_PASS;
  }

  private void planSync() {
    while (nextSync <= elapsed + 1e-9) {
      nextSync += SYNC_SECONDS;
    }
  }

  /** What is unsent and what was dirtied, the same page once. */
  private double union() {
    if (pass == 1) {
      return unsent + guest.total() * (1 - unsent / memory);
    }
    double both = unsent + guest.total() - guest.alsoIn(unsent);
    return Math.min(both, Math.max(guest.allSets(), unsent));
  }

  /** The guest stands still from now on; called after {@link Decided#SWITCHES_OVER}. */
  public void switchOver() {
    double rest = continuous ? unsent * wire.usedShare() + guest.total() : union();
    if (pass == 1 && !continuous) {
      rest = unsent * wire.usedShare() + guest.total() * (1 - unsent / memory);
    }
    unsent = rest;
    guest.clear();
    stage = Stage.SWITCH_OVER;
    switching = SWITCH_OVER_SECONDS;
  }

  /** What fits in the allowed downtime, at the rate that the hypervisor was told, or else sees. */
  public double threshold(double rate) {
    var told = settings.switchoverBandwidth();
    return (told == null ? rate : told.count()) * maxDowntime;
  }

  // ---- what is seen

  public StartSettings settings() {
    return settings;
  }

  public Stage stage() {
    return stage;
  }

  /** Counted from 1; the hypervisor's own count where it looks all the time is another. */
  public int pass() {
    return pass;
  }

  /** memory_iteration. */
  public long iteration() {
    return continuous ? 1 + (long) (elapsed / SYNC_SECONDS) : pass;
  }

  public double memory() {
    return memory;
  }

  public double disks() {
    return disks;
  }

  public double disksUnsent() {
    return disksUnsent;
  }

  /** What is left of this pass, or of all after it. */
  public double unsent() {
    return unsent;
  }

  /** As the hypervisor tells it. */
  public double remaining() {
    return continuous && stage == Stage.PRE_COPY
        ? unsent + Math.max(0, guest.total() - sentBehind)
        : unsent;
  }

  /** Bytes of pages dealt with, zero ones included. */
  public double handled() {
    return handled;
  }

  /** Bytes on the wire. */
  public double sent() {
    return sent;
  }

  /** Since the start. */
  public double elapsed() {
    return elapsed;
  }

  /** As the hypervisor tells it: of the last look, zero before the first. */
  public double dirtyRate() {
    return dirtyRate;
  }

  public double maxDowntime() {
    return maxDowntime;
  }

  /** By how much the guest is slowed, by either means. */
  public int throttlePercent() {
    return Math.max(quotaPercent, autoConverge.percent());
  }

  /** The hypervisor's own throttling alone. */
  public int ownThrottlePercent() {
    return autoConverge.percent();
  }

  public boolean isPaused() {
    return paused;
  }

  /** Page faults served in post-copy. */
  public double faults() {
    return fetching.faults();
  }

  /** Seconds that the guest stood still because of the switch. */
  public double downtime() {
    return downtime;
  }

  public Costs costs() {
    return costs;
  }

  /** Whether the limit of the migration does not hold. */
  public boolean isUnlimited() {
    return stage == Stage.SWITCH_OVER || settings.parallel() != null;
  }

  /** Whether it is armed and still in pre-copy. */
  public boolean canSwitchToPostCopy() {
    return settings.postCopyArmed() && stage == Stage.PRE_COPY;
  }
}
