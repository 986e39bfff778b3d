package io.godwit.agent.hypervisor.libvirt.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.agent.hypervisor.HypervisorException;
import io.godwit.agent.hypervisor.HypervisorException.Kind;
import io.godwit.agent.hypervisor.MigrateCall;
import io.godwit.events.agent.GuestState;
import io.godwit.events.agent.StartSettings;
import io.godwit.parts.Parts;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The connection code on libvirt's built-in test driver: no daemon, no root, no migrations. */
class LibvirtHypervisorOnTestDriverTest {
  private static LibvirtHypervisor hypervisor;

  @BeforeAll
  static void connect() {
    Parts.requireLibvirt();
    hypervisor = new LibvirtHypervisor(LibvirtSettings.of("test:///default"));
  }

  @AfterAll
  static void disconnect() {
    if (hypervisor != null) {
      hypervisor.close();
    }
  }

  @Test
  void guestsAreListedWithWhatIsKnownOfThem() {
    assertThat(hypervisor.guests())
        .singleElement()
        .satisfies(guest -> {
          assertThat(guest.guest().name()).isEqualTo("test");
          assertThat(guest.state()).isEqualTo(GuestState.RUNNING);
          assertThat(guest.virtualCpus()).isEqualTo(2);
          assertThat(guest.persistent()).isTrue();
        });
    assertThat(hypervisor.describe().hypervisor()).startsWith("TEST ");
  }

  @Test
  void absentGuestIsAbsent() {
    assertThat(hypervisor.stateOf(UUID.randomUUID())).isEqualTo(GuestState.ABSENT);
  }

  @Test
  void untouchedGuestHasNoTag() {
    assertThat(hypervisor.tag(guest())).isEmpty();
  }

  @Test
  void hypervisorThatCannotMigrateSaysSo() {
    var settings = new StartSettings(Duration.ofMillis(300), null, null, false);
    var call = new MigrateCall(guest(), "test:///default", settings);

    assertThatThrownBy(() -> hypervisor.migrate(call))
        .isInstanceOfSatisfying(
            HypervisorException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNSUPPORTED));
  }

  @Test
  void uriThatLeadsNowhereIsUnreachable() {
    try (var nowhere = new LibvirtHypervisor(LibvirtSettings.of("qemu+unix:///system?socket=/x"))) {
      assertThatThrownBy(nowhere::guests)
          .isInstanceOfSatisfying(
              HypervisorException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE));
    }
  }

  private static UUID guest() {
    return hypervisor.guests().getFirst().guest().uuid();
  }
}
