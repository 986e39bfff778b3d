package io.godwit.agent.host;

import io.godwit.events.agent.Claims;
import io.godwit.events.agent.Fact;
import io.godwit.events.agent.Fact.Answer;
import io.godwit.events.agent.GuestNeeds;
import io.godwit.events.agent.GuestNeeds.DeviceKind;
import io.godwit.events.agent.GuestNeeds.Network;
import io.godwit.events.agent.GuestNeeds.NetworkKind;
import io.godwit.events.host.HostResources;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Devices that are passed through, and the networks that the guest is connected to. */
final class DeviceFacts {
  private DeviceFacts() {}

  static List<Fact> of(Answering answering, GuestNeeds needs) {
    var facts = new ArrayList<Fact>();
    facts.add(devices(answering, needs));
    if (needs.networks().isEmpty()) {
      facts.add(
          answering.lasting("network", Answer.YES, "the guest is connected to no network", ""));
    }
    needs.networks().forEach(network -> facts.add(network(answering, network)));
    return facts;
  }

  private static Fact devices(Answering answering, GuestNeeds needs) {
    if (needs.devices().isEmpty()) {
      return answering.lasting("devices", Answer.YES, "no device is passed through", "");
    }
    var resources = answering.host().resources();
    if (resources == null) {
      return answering.passing("devices", Answer.NO_IDEA, "the host did not tell its devices", "");
    }
    var claims = answering.question().claims();
    return claims == null || claims.devices().isEmpty()
        ? anyDevices(answering, needs, resources)
        : claimedDevices(answering, claims, resources);
  }

  /** A free one for each, none counted twice. */
  private static Fact anyDevices(Answering answering, GuestNeeds needs, HostResources resources) {
    var left = new ArrayList<>(resources.devices());
    var lacking = new ArrayList<String>();
    for (var device : needs.devices()) {
      var free =
          left.stream()
              .filter(candidate -> fits(device, candidate) && candidate.usedBy() == null)
              .findFirst();
      free.ifPresentOrElse(left::remove, () -> lacking.add(lacking(device, resources)));
    }
    var evidence =
        needs.devices().stream().map(DeviceFacts::words).collect(Collectors.joining(", "));
    return lacking.isEmpty()
        ? answering.passing("devices", Answer.YES, "there is a free one for each", evidence)
        : answering.passing("devices", Answer.NO, String.join("; ", lacking), evidence);
  }

  /** A USB device has one place in the world; another of the same make is another device. */
  private static boolean fits(GuestNeeds.Device wanted, HostResources.Device candidate) {
    return wanted.kind() != DeviceKind.USB
        && wanted.kind() == candidate.kind()
        && (wanted.kind() == DeviceKind.MDEV
            ? wanted.type() != null && Objects.equals(wanted.type(), candidate.type())
            : wanted.vendor() != null
                && Objects.equals(wanted.vendor(), candidate.vendor())
                && Objects.equals(wanted.product(), candidate.product()));
  }

  private static String lacking(GuestNeeds.Device wanted, HostResources resources) {
    var used =
        resources.devices().stream()
            .filter(candidate -> fits(wanted, candidate) && candidate.usedBy() != null)
            .map(candidate -> candidate.address() + " is used by " + candidate.usedBy())
            .collect(Collectors.joining(", "));
    return "no free device like %s%s".formatted(words(wanted), used.isEmpty() ? "" : ": " + used);
  }

  private static String words(GuestNeeds.Device device) {
    return switch (device.kind()) {
      case MDEV -> "mediated device of type " + Objects.requireNonNullElse(device.type(), "?");
      case PCI, USB ->
          "%s %s:%s"
              .formatted(
                  device.kind(),
                  Objects.requireNonNullElse(device.vendor(), "?"),
                  Objects.requireNonNullElse(device.product(), "?"));
    };
  }

  private static Fact claimedDevices(Answering answering, Claims claims, HostResources resources) {
    var evidence = "claimed " + claims.devices();
    for (var claim : claims.devices()) {
      var here =
          resources.devices().stream()
              .filter(device -> device.address().equals(claim.address()))
              .toList();
      if (here.isEmpty()) {
        // A mediated device may be made under a UUID that is not there before.
        return claim.kind() == DeviceKind.MDEV
            ? answering.passing(
                "devices", Answer.NO_IDEA, claim.address() + " is not made yet", evidence)
            : answering.passing("devices", Answer.NO, claim.address() + " is not here", evidence);
      }
      if (here.stream().allMatch(device -> device.usedBy() != null)) {
        return answering.passing(
            "devices",
            Answer.NO,
            claim.address() + " is used by " + here.getFirst().usedBy(),
            evidence);
      }
    }
    return answering.passing("devices", Answer.YES, "the claimed devices are free", evidence);
  }

  private static Fact network(Answering answering, Network wanted) {
    var name = Answering.named("network", wanted.name());
    if (wanted.kind() == NetworkKind.NONE) {
      return answering.lasting(name, Answer.YES, "it needs nothing of the host", "");
    }
    var resources = answering.host().resources();
    if (resources == null) {
      return answering.lasting(name, Answer.NO_IDEA, "the host did not tell its networks", "");
    }
    var evidence =
        "guest %s; host %s".formatted(words(wanted), words(comparable(wanted, resources)));
    if (resources.networks().contains(wanted)) {
      return answering.lasting(name, Answer.YES, "it is up on this host", evidence);
    }
    return wanted.kind() == NetworkKind.NETWORK
        ? answering.lasting(name, Answer.NO, "this host has no such network that is up", evidence)
        : hostInterface(answering, name, wanted, resources, evidence);
  }

  /** Not every host tells which of its interfaces is a bridge, or its interfaces at all. */
  private static Fact hostInterface(
      Answering answering, String name, Network wanted, HostResources resources, String evidence) {
    boolean sameName =
        resources.networks().stream()
            .anyMatch(n -> n.kind() == NetworkKind.DIRECT && n.name().equals(wanted.name()));
    if (sameName) {
      return answering.lasting(
          name, Answer.PROBABLY_YES, "this host has an interface of that name", evidence);
    }
    var offer = answering.host().offer();
    return offer != null && offer.interfacesTold()
        ? answering.lasting(name, Answer.NO, "this host has no such interface", evidence)
        : answering.lasting(name, Answer.NO_IDEA, "the host did not tell its interfaces", evidence);
  }

  private static List<Network> comparable(Network wanted, HostResources resources) {
    return resources.networks().stream()
        .filter(n ->
            n.kind() == wanted.kind()
                || (wanted.kind() != NetworkKind.NETWORK && n.kind() == NetworkKind.DIRECT))
        .toList();
  }

  private static String words(Network network) {
    return network.kind() + " " + network.name();
  }

  private static String words(List<Network> networks) {
    return networks.isEmpty()
        ? "none"
        : networks.stream().map(DeviceFacts::words).collect(Collectors.joining(", "));
  }
}
