package io.godwit.agent.host;

import io.godwit.events.host.HostInventory.Guest;
import io.godwit.events.host.HostResources;
import io.godwit.events.host.HostResources.Device;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which guest has which of a host's devices, as the guests' definitions say. */
public final class UsedDevices {
  private UsedDevices() {}

  public static HostResources in(HostResources resources, List<Guest> guests) {
    if (resources.devices().isEmpty()) {
      return resources;
    }
    var users = users(guests);
    return new HostResources(
        resources.versions(),
        resources.uplink(),
        resources.networks(),
        resources.pools(),
        resources.hugePages(),
        resources.cells(),
        resources.devices().stream().map(device -> used(device, users)).toList());
  }

  private static Map<String, String> users(List<Guest> guests) {
    var users = new HashMap<String, String>();
    for (var guest : guests) {
      var needs = guest.needs();
      if (needs != null && GuestFacts.isActive(guest)) {
        needs.devices().forEach(device -> users.put(device.address(), guest.guest().name()));
      }
    }
    return users;
  }

  private static Device used(Device device, Map<String, String> users) {
    var user = users.get(device.address());
    // A mediated device that is yet to be made has the address of its parent.
    return user == null
        ? device
        : new Device(
            device.kind(),
            device.address(),
            device.vendor(),
            device.product(),
            device.type(),
            user);
  }
}
