package io.godwit.scheduler.host;

import io.godwit.events.HostId;
import io.godwit.events.host.HostSettings;
import io.godwit.events.host.HostSettingsApplied;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The port to what operators say of hosts. Every method runs in the caller's transaction. */
public interface HostSettingsStore {

  /** What is in force; empty: nobody has said anything of this host. */
  Optional<HostSettingsApplied> of(HostId host);

  /**
   * Puts settings in force and publishes them. The same settings by the same one again change
   * nothing.
   *
   * @param by who sets them: an event source, or an evacuation's urn
   */
  HostSettingsApplied apply(HostId host, HostSettings settings, String by, Instant now);

  /** As {@link #apply}, of what is in force, under the lock of its row. */
  default HostSettingsApplied change(
      HostId host, UnaryOperator<HostSettings> change, String by, Instant now) {
    var before = of(host).map(HostSettingsApplied::settings).orElse(HostSettings.NONE);
    return apply(host, change.apply(before), by, now);
  }
}
