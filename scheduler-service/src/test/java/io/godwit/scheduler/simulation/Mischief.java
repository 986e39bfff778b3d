package io.godwit.scheduler.simulation;

import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.EvacuationId;
import io.godwit.events.GuestClass;
import io.godwit.events.GuestLabels;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.Reason;
import io.godwit.events.agent.GuestState;
import io.godwit.events.host.HostSettings;
import io.godwit.events.request.MigrationRequest;
import io.godwit.events.request.MigrationRequest.CancelEvacuation;
import io.godwit.events.request.MigrationRequest.CancelEvacuation.Running;
import io.godwit.events.request.MigrationRequest.CancelMigration;
import io.godwit.events.request.MigrationRequest.ConfigureHost;
import io.godwit.events.request.MigrationRequest.RequestEvacuation;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import io.godwit.events.request.MigrationRequest.RetuneMigration;
import io.godwit.scheduler.dispatch.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A fleet by chance, requests by chance, and faults by chance, for two minutes. */
final class Mischief {
  static final Duration FAULTS_LAST = Duration.ofMinutes(2);
  private final Simulation simulation;
  private final Random random;
  private final List<HostId> hosts = new ArrayList<>();
  private final List<String> guests = new ArrayList<>();
  private final List<String> migrations = new ArrayList<>();
  private final List<String> evacuations = new ArrayList<>();
  private int requests;
  private int outsiders;

  private Mischief(Simulation simulation) {
    this.simulation = simulation;
    this.random = simulation.random;
  }

  /** The run of a seed, up to its end. */
  static Simulation run(long seed) {
    var simulation = new Simulation(seed, limits(new Random(seed)));
    var mischief = new Mischief(simulation);
    mischief.fleet();
    simulation.clock.after(Duration.ofSeconds(3), mischief::ask);
    simulation.clock.after(Duration.ofSeconds(5), mischief::harm);
    simulation.runUntil(Clockwork.BEGIN.plus(FAULTS_LAST));
    simulation.faultsStop();
    simulation.settle();
    return simulation;
  }

  private static Limits limits(Random random) {
    var slots =
        new Limits.Slots(
            random.nextInt(4), random.nextInt(4), random.nextInt(3) * 2, random.nextInt(3));
    var d = Limits.DEFAULT;
    var links =
        new Limits.Links(
            1,
            random.nextBoolean() ? 0.5 : 0,
            1,
            d.links().uplinks(),
            random.nextInt(3) == 0 ? BytesPerSecond.ofMebi(60) : null,
            0.8,
            Duration.ofMillis(500));
    return new Limits(
        slots,
        d.memoryMargin(),
        d.silence(),
        Duration.ofSeconds(45),
        d.reserveAfter(),
        links,
        d.placing(),
        d.projects(),
        d.least());
  }

  private void fleet() {
    int machines = 3 + random.nextInt(3);
    for (int i = 1; i <= machines; i++) {
      var id = new HostId("host" + i);
      hosts.add(id);
      simulation.add(
          new Machine(
              id,
              Bytes.ofMebi(4096 + 1024 * random.nextInt(4)),
              BytesPerSecond.ofMebi(100 + 100 * random.nextInt(3)),
              10_000_000 + random.nextInt(2) * 1_000,
              Bytes.ofMebi(8192),
              List.of("0000:03:00.0", "0000:03:00.1")));
    }
    int count = 5 + random.nextInt(8);
    for (int i = 1; i <= count; i++) {
      settle(i, simulation.reality.machine(oneOf(hosts)));
    }
  }

  private void settle(int number, Machine machine) {
    var memory = Bytes.ofMebi(256L * (1 + random.nextInt(4)));
    if (machine.free().count() < memory.count() * 3 / 2) {
      return;
    }
    var name = "guest" + number;
    boolean local = random.nextInt(4) == 0;
    var free =
        machine.devices.stream()
            .filter(address -> !machine.deviceUsers().containsKey(address))
            .toList();
    boolean passes = random.nextInt(4) == 0 && !free.isEmpty();
    var labels =
        new GuestLabels(
            List.of(GuestClass.values()).get(random.nextInt(3)),
            "project" + random.nextInt(2),
            null,
            random.nextInt(4) == 0 ? "apart" : null);
    var guest =
        new Guest(
            new UUID(7, number),
            name,
            memory,
            labels,
            local ? new Guest.LocalDisk(name + ".img", Bytes.ofMebi(512)) : null,
            passes ? new Guest.Passed(machine.id, free.getFirst()) : null);
    if (local) {
      machine.volumes.put(name + ".img", new Machine.Volume(Bytes.ofMebi(512), null));
    }
    machine.put(guest, GuestState.RUNNING);
    guests.add(name);
  }

  /** Someone asks for something, again and again. */
  private void ask() {
    if (simulation.clock.now().isAfter(Clockwork.BEGIN.plus(FAULTS_LAST)) || guests.isEmpty()) {
      return;
    }
    var key = "request" + requests++;
    simulation.bus.send(new Bus.Message.Requested(key, request(key)));
    boolean burst = random.nextInt(3) > 0;
    simulation.clock.afterMillis(random.nextInt(burst ? 1_000 : 8_000), this::ask);
  }

  private MigrationRequest request(String key) {
    return switch (random.nextInt(12)) {
      case 0 -> new CancelMigration(MigrationId.of(Desk.SOURCE, known(migrations)), null);
      case 1 ->
          new RetuneMigration(
              MigrationId.of(Desk.SOURCE, known(migrations)), random.nextInt(200) - 100);
      case 2 -> {
        evacuations.add(key);
        yield new RequestEvacuation(
            oneOf(hosts),
            random.nextBoolean() ? Reason.MAINTENANCE : null,
            random.nextInt(3) == 0 ? List.of() : null,
            null);
      }
      case 3 ->
          new CancelEvacuation(
              EvacuationId.of(Desk.SOURCE, known(evacuations)), oneOf(Running.values()), null);
      case 4 ->
          new ConfigureHost(
              oneOf(hosts),
              new HostSettings(
                  random.nextInt(4),
                  random.nextInt(4),
                  random.nextBoolean() ? BytesPerSecond.ofMebi(80) : null,
                  random.nextInt(4) == 0 ? true : null,
                  List.of()));
      default -> {
        migrations.add(key);
        yield migration();
      }
    };
  }

  private RequestMigration migration() {
    @Nullable HostId named = random.nextInt(3) == 0 ? oneOf(hosts) : null;
    return new RequestMigration(
        oneOf(guests),
        named,
        oneOf(Reason.values()),
        null,
        (named != null && random.nextInt(3) == 0) ? true : null,
        random.nextInt(3) == 0 ? random.nextInt(200) - 100 : null,
        null,
        null);
  }

  /** Something fails, again and again. */
  private void harm() {
    if (!simulation.clock.now().isBefore(Clockwork.BEGIN.plus(FAULTS_LAST).minusSeconds(15))) {
      return;
    }
    switch (random.nextInt(5)) {
      case 0 -> {
        var agent = oneOf(simulation.agents);
        if (agent.up()) {
          agent.down();
          simulation.clock.afterMillis(
              2_000 + random.nextInt(30_000),
              () -> {
                if (!agent.up()) {
                  agent.back();
                }
              });
        }
      }
      case 1 -> simulation.reality.restart(simulation.reality.machine(oneOf(hosts)));
      case 2 -> {
        var replica = oneOf(simulation.replicas);
        replica.die();
        simulation.clock.afterMillis(3_000 + random.nextInt(8_000), replica::live);
      }
      case 3 -> fill(simulation.reality.machine(oneOf(hosts)));
      default -> oneOf(simulation.replicas).sleep(Duration.ofMillis(random.nextInt(9_000)));
    }
    simulation.clock.afterMillis(1_000 + random.nextInt(9_000), this::harm);
  }

  /** Someone else starts a guest on a machine. */
  private void fill(Machine machine) {
    long free = machine.free().count();
    long memory = Math.min(free, Bytes.ofMebi(512L + 512L * random.nextInt(3)).count());
    if (memory < Bytes.ofMebi(256).count()) {
      return;
    }
    int number = 1_000 + outsiders++;
    var guest =
        new Guest(
            new UUID(7, number),
            "outsider" + number,
            new Bytes(memory),
            GuestLabels.NONE,
            null,
            null);
    machine.put(guest, GuestState.RUNNING);
    machine.filledAt = simulation.clock.now();
  }

  private String known(List<String> keys) {
    return keys.isEmpty() ? "unknown" : oneOf(keys);
  }

  private <T> T oneOf(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private <T> T oneOf(T[] values) {
    return values[random.nextInt(values.length)];
  }
}
