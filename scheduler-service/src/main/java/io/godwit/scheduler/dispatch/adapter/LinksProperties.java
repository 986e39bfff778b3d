package io.godwit.scheduler.dispatch.adapter;

import io.godwit.events.BytesPerSecond;
import io.godwit.events.InvalidField;
import io.godwit.events.Require;
import io.godwit.scheduler.dispatch.Limits;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What the links may carry.
 *
 * @param share of a host's link that migrations may take
 * @param leastShare of what its way could carry alone, which a migration must find free to start
 * @param flightsOnUnknown migrations that a link of unknown rate takes at once; 0: no limit
 * @param uplinks what groups of hosts share in each direction, per second, by group
 * @param lead how long before the predicted end of those that fill a link the next one is told to
 *     begin as they end, or beside those that come from elsewhere; 0: when they have ended
 */
@ConfigurationProperties(value = "scheduler.links", ignoreUnknownFields = false)
public record LinksProperties(
    @DefaultValue("1.0") double share,
    @DefaultValue("0.5") double leastShare,
    @DefaultValue("1") int flightsOnUnknown,
    @Nullable Map<String, DataSize> uplinks,
    @DefaultValue("1s") Duration lead) {
  public LinksProperties {
    if (!(share > 0 && share <= 1)) {
      throw new InvalidField("scheduler.links.share", "must be over 0 and at most 1");
    }
    if (!(leastShare >= 0 && leastShare <= 1)) {
      throw new InvalidField("scheduler.links.least-share", "must be at least 0 and at most 1");
    }
    Require.atLeast(flightsOnUnknown, 0, "scheduler.links.flights-on-unknown");
    Require.notNegative(lead, "scheduler.links.lead");
    uplinks = uplinks == null ? Map.of() : Map.copyOf(uplinks);
    uplinks.forEach(
        (group, rate) -> Require.atLeast(rate.toBytes(), 1, "scheduler.links.uplinks." + group));
  }

  Limits.Links links(@Nullable BytesPerSecond perMigration, double switchoverShare) {
    var said = uplinks == null ? Map.<String, DataSize>of() : uplinks;
    Map<String, BytesPerSecond> rates =
        said.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, entry -> new BytesPerSecond(entry.getValue().toBytes())));
    return new Limits.Links(
        share, leastShare, flightsOnUnknown, rates, perMigration, switchoverShare, lead);
  }
}
