package io.godwit.convergence.policy;

import io.godwit.events.convergence.Escalation;
import io.godwit.events.convergence.Escalation.GiveUp;
import io.godwit.events.convergence.Escalation.Pause;
import io.godwit.events.convergence.Escalation.RaiseDowntime;
import io.godwit.events.convergence.Escalation.SwitchToPostCopy;
import io.godwit.events.policy.Ladder;
import io.godwit.events.policy.Ladder.Rung;
import io.godwit.events.policy.Ladder.Trigger;
import io.godwit.events.policy.Ladder.Trigger.NoProgress;
import io.godwit.events.policy.Ladder.Trigger.Passes;
import io.godwit.events.policy.Ladder.Trigger.RemainingRose;
import io.godwit.events.policy.Ladder.Trigger.Stalled;
import io.godwit.events.policy.Ladder.Trigger.Time;
import io.godwit.events.policy.PolicyDefinition;
import io.godwit.events.policy.PolicyMatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How other systems steer, as they come out of the box. They match nothing by themselves. */
final class ShippedLadders {
  private static final Duration NOW = Duration.ZERO;
  private static final PolicyMatch NOTHING =
      new PolicyMatch(
          List.of(), List.of(), List.of(), Map.of(), ShippedDefinitions.LEAST_PRECEDENCE);

  private ShippedLadders() {}

  static List<PolicyDefinition> list() {
    return List.of(
        definition("nova", nova()),
        definition("kubevirt", kubevirt()),
        definition("kubevirt-stall", kubevirtStall()),
        definition("ovirt-minimal-downtime", ovirtMinimalDowntime()),
        definition("ovirt-suspend", ovirtSuspend()),
        definition("ovirt-post-copy", ovirtPostCopy()),
        definition("proxmox", proxmox()),
        definition("virsh-timeouts", virshTimeouts()));
  }

  private static PolicyDefinition definition(String name, Ladder ladder) {
    return new PolicyDefinition(
        name,
        1,
        ShippedDefinitions.MADE,
        ShippedDefinitions.BY,
        false,
        NOTHING,
        null,
        ladder,
        null);
  }

  /**
   * nova/virt/libvirt/migration.py, downtime_steps: live_migration_downtime 500 ms in
   * live_migration_downtime_steps 10, live_migration_downtime_delay 75 s for each GiB, of which at
   * least 2 count; base 500/10, then (500 - 50)/10 a step. live_migration_completion_timeout 800 s
   * for each GiB, live_migration_timeout_action abort; looks every 0.5 s.
   */
  private static Ladder nova() {
    var rungs = new ArrayList<Rung>();
    for (int step = 1; step <= 10; step++) {
      rungs.add(
          new Rung(new Time(NOW, Duration.ofSeconds(75L * step), 2), downtime(50 + 45L * step)));
    }
    rungs.add(new Rung(new Time(NOW, Duration.ofSeconds(800), 2), new GiveUp()));
    return new Ladder(Duration.ofMillis(500), Duration.ofMillis(50), false, false, false, rungs);
  }

  /**
   * kubevirt, live-migration-source.go: progressTimeout 150 s, completionTimeoutPerGiB 150 s, then
   * abort, since neither allowPostCopy nor allowWorkloadDisruption is set by default; looks every
   * 400 ms; QEMU's own allowed downtime.
   */
  private static Ladder kubevirt() {
    return new Ladder(
        Duration.ofMillis(400),
        Duration.ofMillis(300),
        false,
        false,
        false,
        List.of(
            new Rung(new NoProgress(Duration.ofSeconds(150)), new GiveUp()),
            new Rung(new Time(NOW, Duration.ofSeconds(150), 1), new GiveUp())));
  }

  /**
   * kubevirt with its stall detection: at a boundary at least 96 % of the least that remained at
   * any before a window of 40 s, then at a local minimum stop and copy, within twice the time that
   * the guest has in all. What it smooths with 0.4 is the bandwidth, which is the monitor's here.
   */
  private static Ladder kubevirtStall() {
    return new Ladder(
        Duration.ofSeconds(1),
        Duration.ofMillis(300),
        false,
        false,
        false,
        List.of(
            new Rung(new Time(NOW, Duration.ofSeconds(150), 1), new GiveUp()),
            new Rung(
                new Stalled(Duration.ofSeconds(40), 0.96, true),
                new Pause(Duration.ofMinutes(5)))));
  }

  /**
   * vdsm's monitor looks every 10 s and takes one item a look, once the passes that are over exceed
   * the item's limit; the engine's limits are 1, 2, 3, 4 and 6. The last items have no limit, and
   * wait for the next pass only.
   */
  private static Ladder ovirtMinimalDowntime() {
    var rungs = ovirtDowntimes();
    rungs.add(new Rung(new Passes(8), new GiveUp()));
    return ovirt(false, rungs);
  }

  private static Ladder ovirtSuspend() {
    var rungs = ovirtDowntimes();
    rungs.add(new Rung(new Passes(8), downtime(5000)));
    rungs.add(new Rung(new Passes(9), new GiveUp()));
    return ovirt(false, rungs);
  }

  private static Ladder ovirtPostCopy() {
    return ovirt(
        true,
        List.of(
            new Rung(new Passes(2), downtime(150)),
            new Rung(new Passes(3), downtime(200)),
            new Rung(new Passes(4), new SwitchToPostCopy()),
            new Rung(new Passes(5), new GiveUp())));
  }

  private static List<Rung> ovirtDowntimes() {
    return new ArrayList<>(
        List.of(
            new Rung(new Passes(2), downtime(150)),
            new Rung(new Passes(3), downtime(200)),
            new Rung(new Passes(4), downtime(300)),
            new Rung(new Passes(5), downtime(400)),
            new Rung(new Passes(7), downtime(500))));
  }

  private static Ladder ovirt(boolean postCopy, List<Rung> rungs) {
    return new Ladder(Duration.ofSeconds(10), Duration.ofMillis(100), postCopy, true, true, rungs);
  }

  /**
   * PVE/QemuMigrate.pm: the allowed downtime starts at 0.1 s and is doubled whenever what remains
   * has risen six times more, looked at every second. QEMU takes no more than 2000 s, so that the
   * fourteenth doubling is the last.
   */
  private static Ladder proxmox() {
    var rungs = new ArrayList<Rung>();
    for (int doubling = 1; doubling <= 14; doubling++) {
      rungs.add(new Rung(new RemainingRose(6 * doubling), downtime(100L << doubling)));
    }
    return new Ladder(Duration.ofSeconds(1), Duration.ofMillis(100), false, false, false, rungs);
  }

  /**
   * virsh migrate --timeout 20, with --timeout-postcopy where post-copy is armed, else with
   * --timeout-suspend, which holds the guest until it is over.
   */
  private static Ladder virshTimeouts() {
    var after = new Time(Duration.ofSeconds(20), NOW, 0);
    return new Ladder(
        Duration.ofMillis(500),
        Duration.ofMillis(300),
        true,
        false,
        false,
        List.of(rung(after, new Pause(Duration.ofHours(1))), rung(after, new SwitchToPostCopy())));
  }

  private static Rung rung(Trigger when, Escalation step) {
    return new Rung(when, step);
  }

  private static RaiseDowntime downtime(long millis) {
    return new RaiseDowntime(Duration.ofMillis(millis));
  }
}
