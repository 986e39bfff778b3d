package io.godwit.scheduler.placement;

import io.godwit.events.agent.Claims;
import io.godwit.events.agent.GuestNeeds;
import io.godwit.events.host.HostResources;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Devices that are passed through: for each one of the same vendor and product, or of the same type
 * of mediated device, that no guest has and nobody has reserved; by address. A parent of mediated
 * devices is listed once for each that it can still make.
 */
final class Devices {
  private Devices() {}

  static Found<List<Claims.Device>> claim(GuestNeeds needs, HostResources resources, Stock stock) {
    if (needs.devices().isEmpty()) {
      return Found.of(List.of());
    }
    var free = free(resources, stock);
    var claimed = new ArrayList<Claims.Device>();
    for (var needed : needs.devices()) {
      var match = free.stream().filter(device -> isSame(needed, device)).findFirst();
      if (match.isEmpty()) {
        return Found.lacking(() -> lacking(needed, resources));
      }
      free.remove(match.get());
      claimed.add(new Claims.Device(needed.kind(), needed.address(), match.get().address()));
    }
    return Found.of(claimed);
  }

  private static List<HostResources.Device> free(HostResources resources, Stock stock) {
    var free = new ArrayList<>(resources.devices());
    free.removeIf(device -> device.usedBy() != null);
    free.sort(Comparator.comparing(HostResources.Device::address));
    stock
        .claims()
        .flatMap(claims -> claims.devices().stream())
        .forEach(claim -> {
          var taken =
              free.stream()
                  .filter(device -> device.kind() == claim.kind())
                  .filter(device -> device.address().equals(claim.address()))
                  .findFirst();
          taken.ifPresent(free::remove);
        });
    return free;
  }

  /** Of a device that nobody can name, none is the same. */
  private static boolean isSame(GuestNeeds.Device needed, HostResources.Device device) {
    if (needed.kind() != device.kind()) {
      return false;
    }
    return needed.type() == null
        ? needed.vendor() != null
            && needed.vendor().equals(device.vendor())
            && needed.product() != null
            && needed.product().equals(device.product())
        : needed.type().equals(device.type());
  }

  private static String lacking(GuestNeeds.Device needed, HostResources resources) {
    var alike = resources.devices().stream().filter(device -> isSame(needed, device)).toList();
    var users =
        alike.stream().map(HostResources.Device::usedBy).map(by -> by == null ? "reserved" : by);
    return alike.isEmpty()
        ? "it has no " + words(needed)
        : "it has no %s that is free (%d: %s)"
            .formatted(words(needed), alike.size(), String.join(", ", users.toList()));
  }

  private static String words(GuestNeeds.Device needed) {
    var kind = needed.kind().name().toLowerCase(Locale.ROOT);
    return needed.type() == null
        ? "%s device %s:%s".formatted(kind, needed.vendor(), needed.product())
        : "%s device of type %s".formatted(kind, needed.type());
  }
}
