package io.godwit.scheduler.queue;

import io.godwit.events.HostId;
import io.godwit.events.Reason;
import io.godwit.scheduler.dispatch.Fleet;
import io.godwit.scheduler.dispatch.Limits;
import io.godwit.scheduler.dispatch.Windows;
import java.time.Instant;
import java.util.List;

/**
 * Who has to wait for a window, so that those behind need not. An evacuation never has to.
 *
 * @param projects that are in a blackout
 * @param sources that are in a blackout
 * @param outOfMaintenance sources that nothing for maintenance may leave now
 */
public record Untimely(List<String> projects, List<HostId> sources, List<HostId> outOfMaintenance) {

  public static Untimely at(Instant now, Fleet fleet, Limits limits) {
    return new Untimely(
        limits.projects().keySet().stream()
            .filter(project -> Windows.blackout(project, Reason.USER, now, limits) != null)
            .sorted()
            .toList(),
        fleet.hosts().stream()
            .filter(host -> Windows.blackout(host, Reason.USER, now) != null)
            .map(Fleet.Host::id)
            .toList(),
        fleet.hosts().stream()
            .filter(host -> Windows.outOfMaintenance(host, Reason.MAINTENANCE, now) != null)
            .map(Fleet.Host::id)
            .toList());
  }
}
