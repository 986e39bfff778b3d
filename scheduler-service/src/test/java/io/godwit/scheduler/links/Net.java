package io.godwit.scheduler.links;

import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.host.HostInventory;
import io.godwit.events.host.HostResources;
import io.godwit.events.host.HostSettings;
import io.godwit.events.host.HostVersions;
import io.godwit.scheduler.dispatch.Fleet;
import io.godwit.scheduler.dispatch.Limits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hosts with links, and who moves over them. */
final class Net {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  private final List<Fleet.Host> hosts = new ArrayList<>();
  private final List<Traffic.Mover> movers = new ArrayList<>();
  Limits limits = Limits.DEFAULT;

  Net host(String name, long rate) {
    return host(name, rate, null, HostSettings.NONE);
  }

  Net host(String name, long rate, @Nullable String uplink, HostSettings settings) {
    var resources =
        new HostResources(
            new HostVersions(0, 0), uplink, List.of(), List.of(), List.of(), List.of(), List.of());
    var inventory =
        new HostInventory(
            new HostId(name),
            NOW,
            "QEMU",
            "qemu+tcp://" + name + "/system",
            Bytes.ofMebi(1024),
            4,
            rate == 0 ? null : new BytesPerSecond(rate),
            List.of(),
            resources);
    hosts.add(new Fleet.Host(new HostId(name), inventory, NOW, true, settings));
    return this;
  }

  Net moves(String name, String source, String destination, @Nullable Long promised) {
    movers.add(mover(name, source, destination, promised));
    return this;
  }

  static Traffic.Mover mover(
      String name, String source, String destination, @Nullable Long promised) {
    return new Traffic.Mover(
        id(name),
        new HostId(source),
        new HostId(destination),
        null,
        promised == null ? null : new BytesPerSecond(promised));
  }

  static MigrationId id(String name) {
    return MigrationId.of("test", name);
  }

  Traffic traffic() {
    return new Traffic(new Ways(hosts, limits), movers);
  }

  /** What is lacking for one more, in words. */
  @Nullable String lacking(String source, String destination) {
    var traffic = traffic();
    var lack = new Room(traffic, limits).lacking(port(traffic, source), port(traffic, destination));
    return lack == null ? null : lack.words();
  }

  static Port port(Traffic traffic, String host) {
    return traffic.ways().port(new HostId(host));
  }
}
