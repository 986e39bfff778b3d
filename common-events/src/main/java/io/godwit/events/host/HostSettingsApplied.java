package io.godwit.events.host;

import io.godwit.events.HostId;
import io.godwit.events.Require;
import java.time.Instant;

/**
 * The settings of a host that are in force. The latest per host counts.
 *
 * @param host which host
 * @param version counts from 1
 * @param at since when
 * @param by who set them: an event source, or an evacuation
 * @param settings as a whole
 */
public record HostSettingsApplied(
    HostId host, long version, Instant at, String by, HostSettings settings) {
  public HostSettingsApplied {
    Require.present(host, "host");
    Require.atLeast(version, 1, "version");
    Require.present(at, "at");
    Require.text(by, "by", 500);
    Require.present(settings, "settings");
  }
}
