package io.godwit.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.agent.hypervisor.Offer.Comparison;
import io.godwit.agent.hypervisor.Offer.Cpu;
import io.godwit.agent.hypervisor.Offer.Emulation;
import io.godwit.agent.hypervisor.Offer.Machine;
import io.godwit.events.agent.Fact.Answer;
import io.godwit.events.host.HostVersions;
import java.util.List;
import org.junit.jupiter.api.Test;

class HypervisorFactsTest {
  private final Worlds world = new Worlds();

  @Test
  void olderHypervisorIsProbablyNoEqualYesNewerProbablyYes() {
    world.versions = new HostVersions(9_002_000, 11_003_000);
    assertThat(world.fact("hypervisor-version"))
        .satisfies(fact -> {
          assertThat(fact.answer()).isEqualTo(Answer.PROBABLY_NO);
          assertThat(fact.evidence())
              .isEqualTo(
                  "source hypervisor 10.0.13, libvirt 11.3.0;"
                      + " here hypervisor 9.2.0, libvirt 11.3.0");
        });
    world.versions = Worlds.VERSIONS;
    assertThat(world.answer("hypervisor-version")).isEqualTo(Answer.YES);
    world.versions = new HostVersions(11_001_002, 11_003_000);
    assertThat(world.answer("hypervisor-version")).isEqualTo(Answer.PROBABLY_YES);
  }

  @Test
  void olderLibvirtUnderTheSameHypervisorIsProbablyNo() {
    world.versions = new HostVersions(10_000_013, 9_000_000);
    assertThat(world.answer("hypervisor-version")).isEqualTo(Answer.PROBABLY_NO);
  }

  @Test
  void versionsThatAreNotToldAreNotCompared() {
    world.origin = null;
    assertThat(world.answer("hypervisor-version")).isEqualTo(Answer.NO_IDEA);
  }

  @Test
  void emulatedArchitectureIsOnlyProbablyYes() {
    world.architecture = "aarch64";
    assertThat(world.answer("architecture")).isEqualTo(Answer.PROBABLY_YES);
    assertThat(world.answer("virtualization")).isEqualTo(Answer.NO);
    world.architecture = "s390x";
    assertThat(world.answer("architecture")).isEqualTo(Answer.NO);
  }

  @Test
  void machineTypeThatTheHostLacksIsNo() {
    world.machine = "pc-q35-11.1";
    world.offered = null;

    assertThat(world.answer("machine-type")).isEqualTo(Answer.NO);
    assertThat(world.answer("firmware")).isEqualTo(Answer.NO_IDEA);
  }

  @Test
  void machineTypeCountsOnlyInTheGuestsKindOfVirtualization() {
    world.emulations = List.of(new Emulation("x86_64", "qemu", List.of("pc-q35-10.0")));

    assertThat(world.answer("virtualization")).isEqualTo(Answer.NO);
    assertThat(world.answer("machine-type")).isEqualTo(Answer.NO);
  }

  @Test
  void firmwareAndTpmAreWhatDomainCapabilitiesOffer() {
    world.firmware = "efi";
    world.tpm = true;
    assertThat(world.answer("firmware")).isEqualTo(Answer.NO);
    assertThat(world.answer("tpm")).isEqualTo(Answer.NO);
    world.offered = new Machine(List.of("bios", "efi"), List.of("emulator"));
    assertThat(world.answer("firmware")).isEqualTo(Answer.YES);
    assertThat(world.answer("tpm")).isEqualTo(Answer.YES);
  }

  @Test
  void missingCpuFeaturesAreNamedInTheReason() {
    world.cpu =
        new Cpu(Comparison.INCOMPATIBLE, "required features: hle", List.of("hle", "avx512f"));

    assertThat(world.fact("cpu"))
        .satisfies(fact -> {
          assertThat(fact.answer()).isEqualTo(Answer.NO);
          assertThat(fact.reason()).isEqualTo("this host's CPU lacks hle, avx512f");
          assertThat(fact.evidence()).contains("EPYC");
        });
  }

  @Test
  void definitionThatMayNotSayWhatTheGuestHasSeenIsOnlyProbablyYes() {
    world.cpuXml = "<cpu mode='custom' check='partial'><model>EPYC</model></cpu>";
    assertThat(world.answer("cpu")).isEqualTo(Answer.PROBABLY_YES);
    world.cpuXml = "<cpu mode='host-model' check='full'/>";
    assertThat(world.answer("cpu")).isEqualTo(Answer.PROBABLY_YES);
    world.cpuXml = "<cpu mode='host-passthrough' check='none'/>";
    assertThat(world.answer("cpu")).isEqualTo(Answer.PROBABLY_NO);
    world.cpuXml = null;
    assertThat(world.answer("cpu")).isEqualTo(Answer.PROBABLY_YES);
  }

  @Test
  void cpuThatCouldNotBeComparedIsOpen() {
    world.cpu = Cpu.of(Comparison.UNKNOWN, "not supported");
    assertThat(world.answer("cpu")).isEqualTo(Answer.NO_IDEA);
  }
}
