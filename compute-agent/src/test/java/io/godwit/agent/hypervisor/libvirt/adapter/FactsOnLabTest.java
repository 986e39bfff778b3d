package io.godwit.agent.hypervisor.libvirt.adapter;

import static io.godwit.agent.hypervisor.libvirt.adapter.LibvirtCalls.CALLS;
import static io.godwit.agent.hypervisor.libvirt.adapter.LibvirtFailure.check;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.agent.hypervisor.Await;
import io.godwit.agent.hypervisor.libvirt.xml.LabelsXml;
import io.godwit.events.Bytes;
import io.godwit.events.DiskCopy;
import io.godwit.events.GuestClass;
import io.godwit.events.GuestLabels;
import io.godwit.events.agent.Fact;
import io.godwit.events.agent.Fact.Answer;
import io.godwit.events.agent.GuestNeeds.Network;
import io.godwit.events.agent.GuestNeeds.NetworkKind;
import io.godwit.parts.Lab;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Facts of real hosts: one of libvirt 12.8 and QEMU 11.1, one of libvirt 11.3 and QEMU 10.0. */
class FactsOnLabTest {
  private static final int ELEMENT = 2;
  private static final int LIVE = 1;

  private static MixedLab mixed;

  @BeforeAll
  static void up() throws IOException, InterruptedException {
    mixed = MixedLab.up();
  }

  @AfterAll
  static void down() throws IOException, InterruptedException {
    if (mixed != null) {
      mixed.down();
    }
  }

  private static void start(String name, MixedLab.Host host, String... more)
      throws IOException, InterruptedException {
    mixed.lab.guest(new Lab.Wanted(name, host.lab().host(), 192, 16, 1, 0, List.of(more)));
  }

  private static Fact fact(Map<String, Fact> facts, String name) {
    return Objects.requireNonNull(facts.get(name), name);
  }

  private static void assertAnswer(Map<String, Fact> facts, String name, Answer answer) {
    assertThat(fact(facts, name))
        .satisfies(fact -> assertThat(fact.answer()).as("%s", fact).isEqualTo(answer));
  }

  @Test
  void hostsKnowThatTheyShareOnePoolAndNotTheOther() {
    assertThat(MixedLab.storage(mixed.newer, "shared"))
        .isNotNull()
        .isEqualTo(MixedLab.storage(mixed.older, "shared"));
    assertThat(MixedLab.storage(mixed.newer, "default"))
        .isNotNull()
        .isNotEqualTo(MixedLab.storage(mixed.older, "default"));
  }

  @Test
  void resourcesAreThoseOfTheHost() {
    var resources = mixed.newer.hypervisor().resources();

    assertThat(resources.versions().hypervisor()).isGreaterThan(11_000_000);
    assertThat(resources.versions().libvirt()).isGreaterThan(12_000_000);
    assertThat(resources.networks())
        .contains(
            new Network(NetworkKind.NETWORK, "default"), new Network(NetworkKind.DIRECT, "eth0"));
    assertThat(resources.cells()).hasSize(1);
    assertThat(resources.devices()).isEmpty();
    assertThat(resources.hugePages()).isEmpty();
  }

  @Test
  void plainGuestSuitsBothWaysAndOnlyTheVersionsTellWhich()
      throws IOException, InterruptedException {
    start("plain", mixed.newer, "--network", "default", "--class", "critical", "--project", "p");
    try {
      var guest = mixed.newer.guest("plain");
      assertThat(guest.labels()).isEqualTo(new GuestLabels(GuestClass.CRITICAL, "p", null, null));
      var down = mixed.facts(guest, mixed.newer, mixed.older, DiskCopy.NONE);
      assertAnswer(down, "hypervisor-version", Answer.PROBABLY_NO);
      assertAnswer(down, "exclusive-storage", Answer.PROBABLY_YES);
      assertAnswer(down, "migration-network", Answer.NO_IDEA);
      for (var name :
          List.of(
              "guest-not-here",
              "memory",
              "architecture",
              "virtualization",
              "machine-type",
              "firmware",
              "tpm",
              "cpu",
              "network-default",
              "disk-vda",
              "copied-disk-room",
              "disk-cache",
              "blockers")) {
        assertAnswer(down, name, Answer.YES);
      }
      var up = mixed.facts(guest, mixed.older, mixed.newer, DiskCopy.NONE);
      assertAnswer(up, "hypervisor-version", Answer.PROBABLY_YES);
      assertAnswer(up, "guest-not-here", Answer.NO);
      assertAnswer(up, "cpu", Answer.YES);
    } finally {
      mixed.lab.removeGuest("plain");
    }
  }

  @Test
  void whatTheOlderHostLacksIsNamed() throws IOException, InterruptedException {
    MixedLab.startNetwork(mixed.newer, "tenants");
    start(
        "modern",
        mixed.newer,
        "--cpu",
        "EPYC-Turin",
        "--machine",
        "pc-q35-11.1",
        "--network",
        "tenants");
    try {
      var facts = mixed.facts("modern", mixed.newer, mixed.older, DiskCopy.NONE);

      assertAnswer(facts, "machine-type", Answer.NO);
      assertThat(fact(facts, "machine-type").evidence()).contains("pc-q35-11.1");
      assertAnswer(facts, "cpu", Answer.NO);
      assertThat(fact(facts, "cpu").evidence()).contains("EPYC-Turin");
      assertAnswer(facts, "network-tenants", Answer.NO);
      assertAnswer(facts, "disk-vda", Answer.YES);
    } finally {
      mixed.lab.removeGuest("modern");
    }
  }

  @Test
  void featuresThatTheHostLacksAreNamedAsLibvirtNamesThem()
      throws IOException, InterruptedException {
    start("feature", mixed.newer);
    try {
      var guest = mixed.newer.guest("feature");
      var needs = Objects.requireNonNull(guest.needs());
      var xml =
          Objects.requireNonNull(needs.cpuXml())
              .replace("</cpu>", "<feature policy='require' name='hle'/></cpu>");
      var wanting = Guests.withCpu(guest, xml);

      var facts = mixed.facts(wanting, mixed.newer, mixed.older, DiskCopy.NONE);

      assertAnswer(facts, "cpu", Answer.NO);
      assertThat(fact(facts, "cpu").reason()).isEqualTo("this host's CPU lacks hle");
    } finally {
      mixed.lab.removeGuest("feature");
    }
  }

  @Test
  void tooLittleToldMemoryIsNo() throws IOException, InterruptedException {
    start("big", mixed.newer);
    try {
      var guest = mixed.newer.guest("big");
      assertAnswer(
          mixed.facts(guest, mixed.newer, mixed.older.told(191), DiskCopy.NONE),
          "memory",
          Answer.NO);
      assertAnswer(
          mixed.facts(guest, mixed.newer, mixed.older.told(200), DiskCopy.NONE),
          "memory",
          Answer.PROBABLY_YES);
      assertAnswer(
          mixed.facts(guest, mixed.newer, mixed.older.told(231), DiskCopy.NONE),
          "memory",
          Answer.YES);
    } finally {
      mixed.lab.removeGuest("big");
    }
  }

  @Test
  void diskOfTheHostsOwnPoolIsCopiedIfItMayBeAndThePoolIsThere()
      throws IOException, InterruptedException {
    start("local", mixed.newer, "--disk", "40:qcow2");
    try {
      var guest = mixed.newer.guest("local");
      var disk = Objects.requireNonNull(guest.needs()).disks().getFirst();
      assertThat(disk.pool()).isEqualTo("default");
      assertThat(disk.format()).isEqualTo("qcow2");
      assertThat(disk.capacity()).isEqualTo(Bytes.ofMebi(40));
      assertThat(disk.allocation()).isBetween(Bytes.ofMebi(10), Bytes.ofMebi(40));

      var facts = mixed.facts(guest, mixed.newer, mixed.older, DiskCopy.FULL);
      assertAnswer(facts, "disk-vda", Answer.PROBABLY_YES);
      assertThat(fact(facts, "disk-vda").reason()).isEqualTo("it is copied to pool default");
      assertAnswer(facts, "copied-disk-room", Answer.YES);
      assertAnswer(facts, "exclusive-storage", Answer.YES);
      assertAnswer(
          mixed.facts(guest, mixed.newer, mixed.older, DiskCopy.NONE), "disk-vda", Answer.NO);
      MixedLab.stopPool(mixed.older, "default");
      assertAnswer(
          mixed.facts(guest, mixed.newer, mixed.older, DiskCopy.FULL), "disk-vda", Answer.NO_IDEA);
      MixedLab.startPool(mixed.older, "default");
      var nowhere = Guests.withPool(guest, "missing");
      var lost = mixed.facts(nowhere, mixed.newer, mixed.older, DiskCopy.FULL);
      assertAnswer(lost, "disk-vda", Answer.NO);
      assertThat(fact(lost, "disk-vda").reason()).contains("there is no pool missing here");
    } finally {
      mixed.lab.removeGuest("local");
    }
  }

  /** A guest may write into its raw disk what it likes, also the header of another format. */
  @Test
  void headerThatAGuestPlantedInItsRawDiskIsNotBelieved() throws IOException, InterruptedException {
    start("planted", mixed.newer, "--disk", "30:raw", "--pool", "shared");
    try (var fresh = new LibvirtHypervisor(LibvirtSettings.of(mixed.newer.lab().uri()))) {
      mixed.plantHeader("planted.raw", "/etc/passwd");

      var planted = new MixedLab.Host(mixed.newer.lab(), fresh, mixed.newer.told());
      var disk = Objects.requireNonNull(planted.guest("planted").needs()).disks().getFirst();

      assertThat(disk.format()).isEqualTo("raw");
      assertThat(disk.backing()).isEmpty();
      assertThat(disk.capacity()).isEqualTo(Bytes.ofMebi(30));
      assertThat(disk.pool()).isEqualTo("shared");
    } finally {
      mixed.lab.removeGuest("planted");
    }
  }

  @Test
  void changedDefinitionIsHeardOf() throws IOException, InterruptedException {
    start("changed", mixed.newer);
    try {
      mixed.newer.hypervisor().listen(event -> {});
      Await.until(
          "it is read, and kept because changes are heard of",
          Duration.ofSeconds(10),
          () -> mixed.newer.guest("changed").labels().equals(GuestLabels.NONE));
      var guest = mixed.newer.guest("changed").guest();
      mixed.newer.connected(connection ->
          connection.with(
              guest.uuid(),
              domain ->
                  check(
                      CALLS.virDomainSetMetadata(
                          domain,
                          ELEMENT,
                          "<guest class='batch'/>",
                          "g",
                          LabelsXml.NAMESPACE,
                          LIVE))));

      Await.until(
          "the new label is told",
          Duration.ofSeconds(5),
          () -> mixed.newer.guest("changed").labels().guestClass() == GuestClass.BATCH);
    } finally {
      mixed.lab.removeGuest("changed");
    }
  }
}
