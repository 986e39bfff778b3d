package io.godwit.agent.host;

import io.godwit.agent.hypervisor.Offer;
import io.godwit.agent.hypervisor.Offer.Emulation;
import io.godwit.events.agent.Fact;
import io.godwit.events.agent.Fact.Answer;
import io.godwit.events.agent.GuestNeeds;
import io.godwit.events.host.HostVersions;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether the hypervisor here can run the guest. */
final class HypervisorFacts {
  private static final String NOT_SAID = "the hypervisor did not say";

  private HypervisorFacts() {}

  static List<Fact> of(Answering answering, GuestNeeds needs) {
    var offer = answering.host().offer();
    if (offer == null) {
      return Stream.of("architecture", "virtualization", "machine-type", "firmware", "tpm", "cpu")
          .map(name -> answering.lasting(name, Answer.NO_IDEA, NOT_SAID, ""))
          .toList();
    }
    return List.of(
        architecture(answering, needs, offer),
        virtualization(answering, needs, offer),
        machine(answering, needs, offer),
        firmware(answering, needs, offer),
        tpm(answering, needs, offer),
        CpuFact.of(answering, needs, offer));
  }

  /** Newer to older is what hypervisors do not promise, and often can. */
  static Fact version(Answering answering) {
    var resources = answering.host().resources();
    var origin = answering.question().origin();
    var here = resources == null ? null : resources.versions();
    var there = origin == null ? null : origin.versions();
    if (here == null || there == null) {
      return answering.lasting(
          "hypervisor-version",
          Answer.NO_IDEA,
          "the two hosts' versions cannot be compared: one is not known",
          "here " + answering.host().hypervisor());
    }
    var evidence = "source " + words(there) + "; here " + words(here);
    if (there.equals(here)) {
      return answering.lasting(
          "hypervisor-version", Answer.YES, "both hosts have the same versions", evidence);
    }
    boolean older =
        there.hypervisor() > here.hypervisor()
            || (there.hypervisor() == here.hypervisor() && there.libvirt() > here.libvirt());
    return older
        ? answering.lasting(
            "hypervisor-version",
            Answer.PROBABLY_NO,
            "this host's hypervisor is older than the source's",
            evidence)
        : answering.lasting(
            "hypervisor-version",
            Answer.PROBABLY_YES,
            "this host's hypervisor is newer than the source's",
            evidence);
  }

  private static String words(HostVersions versions) {
    return "hypervisor %s, libvirt %s"
        .formatted(
            HostVersions.words(versions.hypervisor()), HostVersions.words(versions.libvirt()));
  }

  private static Fact architecture(Answering answering, GuestNeeds needs, Offer offer) {
    var evidence =
        "guest %s; host %s, runs %s"
            .formatted(
                needs.architecture(),
                offer.architecture(),
                sorted(offer.emulations().stream().map(Emulation::architecture)));
    boolean runs =
        offer.emulations().stream().anyMatch(e -> e.architecture().equals(needs.architecture()));
    if (!runs) {
      return answering.lasting(
          "architecture", Answer.NO, "this host runs no guests of that architecture", evidence);
    }
    return offer.architecture().equals(needs.architecture())
        ? answering.lasting("architecture", Answer.YES, "it is the host's own", evidence)
        : answering.lasting(
            "architecture", Answer.PROBABLY_YES, "this host only emulates it", evidence);
  }

  private static Fact virtualization(Answering answering, GuestNeeds needs, Offer offer) {
    boolean same = offer.emulation(needs.architecture(), needs.virtualization()).isPresent();
    var evidence =
        "guest %s; host %s"
            .formatted(
                needs.virtualization(),
                sorted(
                    offer.emulations().stream()
                        .filter(e -> e.architecture().equals(needs.architecture()))
                        .map(Emulation::virtualization)));
    return same
        ? answering.lasting("virtualization", Answer.YES, "this host has it", evidence)
        : answering.lasting("virtualization", Answer.NO, "this host does not have it", evidence);
  }

  private static Fact machine(Answering answering, GuestNeeds needs, Offer offer) {
    var machines =
        offer
            .emulation(needs.architecture(), needs.virtualization())
            .map(Emulation::machines)
            .orElse(List.of());
    var evidence = "guest %s; host has %d".formatted(needs.machine(), machines.size());
    return machines.contains(needs.machine())
        ? answering.lasting("machine-type", Answer.YES, "this host has it", evidence)
        : answering.lasting(
            "machine-type", Answer.NO, "this host does not have the machine type", evidence);
  }

  private static Fact firmware(Answering answering, GuestNeeds needs, Offer offer) {
    var machine = offer.machine();
    if (machine == null) {
      return answering.lasting(
          "firmware", Answer.NO_IDEA, "without its machine type nothing is known", "");
    }
    var evidence = "guest %s; host %s".formatted(needs.firmware(), machine.firmware());
    return machine.firmware().contains(needs.firmware())
        ? answering.lasting("firmware", Answer.YES, "this host has it", evidence)
        : answering.lasting(
            "firmware", Answer.NO, "this host does not have the firmware", evidence);
  }

  private static Fact tpm(Answering answering, GuestNeeds needs, Offer offer) {
    if (!needs.tpm()) {
      return answering.lasting("tpm", Answer.YES, "the guest has none", "");
    }
    var machine = offer.machine();
    if (machine == null) {
      return answering.lasting(
          "tpm", Answer.NO_IDEA, "without its machine type nothing is known", "");
    }
    var evidence = "host offers " + machine.tpmBackends();
    return machine.tpmBackends().contains("emulator")
        ? answering.lasting("tpm", Answer.YES, "this host emulates one", evidence)
        : answering.lasting("tpm", Answer.NO, "this host emulates none", evidence);
  }

  private static String sorted(Stream<String> words) {
    return words.distinct().sorted().collect(Collectors.joining(", "));
  }
}
