package io.godwit.agent.hypervisor.libvirt.adapter;

import io.godwit.agent.hypervisor.libvirt.xml.CapabilitiesXml;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What hardly ever changes of a host and is costly to read: capabilities and devices, as of some
 * minute.
 */
final class Hardware {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private record Read<T>(T value, long untilNanos) {
    boolean isFresh() {
      return untilNanos - System.nanoTime() > 0;
    }
  }

  private volatile @Nullable Read<CapabilitiesXml> capabilities;
  private volatile @Nullable Read<NodeDevices> devices;

  CapabilitiesXml capabilities(Connection connection) {
    var known = capabilities;
    if (known == null || !known.isFresh()) {
      known = read(connection, HostReading::capabilities);
      capabilities = known;
    }
    return known.value();
  }

  NodeDevices devices(Connection connection) {
    var known = devices;
    if (known == null || !known.isFresh()) {
      known = read(connection, NodeDevices::orNone);
      devices = known;
    }
    return known.value();
  }

  private static <T> Read<T> read(Connection connection, Function<Connection, T> reading) {
    return new Read<>(reading.apply(connection), System.nanoTime() + LONGEST.toNanos());
  }

  void forget() {
    capabilities = null;
    devices = null;
  }
}
