package io.godwit.cli.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.cli.deployment.HostsChoice.ExistingHost;
import io.godwit.cli.deployment.HostsChoice.ExistingHosts;
import io.godwit.cli.deployment.HostsChoice.LabHosts;
import io.godwit.cli.deployment.HostsChoice.SimulatedHosts;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostsChoiceTest {
  @Test
  void countedHostsAreOfTheLabOrSimulated() {
    assertThat(HostsChoice.parse("lab:3")).isEqualTo(new LabHosts(3)).hasToString("lab:3");
    assertThat(HostsChoice.parse("simulated:2")).isEqualTo(new SimulatedHosts(2));
  }

  @Test
  void labHasSixteenHostsAtMostAndASimulationAThousand() {
    assertThat(HostsChoice.parse("lab:16")).isEqualTo(new LabHosts(16));
    assertThat(HostsChoice.parse("simulated:1000")).isEqualTo(new SimulatedHosts(1000));
    assertThatThrownBy(() -> HostsChoice.parse("lab:17"))
        .isInstanceOf(Invalid.class)
        .hasMessage("17 hosts: not between 1 and 16");
    assertThatThrownBy(() -> HostsChoice.parse("simulated:1001"))
        .isInstanceOf(Invalid.class)
        .hasMessage("1001 hosts: not between 1 and 1000");
  }

  @Test
  void urisNameTheirHostUnlessANameIsGiven() {
    assertThat(HostsChoice.parse("qemu+tcp://10.0.0.1/system,b=qemu+ssh://root@x/system?a=b"))
        .isEqualTo(
            new ExistingHosts(
                List.of(
                    new ExistingHost("10.0.0.1", "qemu+tcp://10.0.0.1/system"),
                    new ExistingHost("b", "qemu+ssh://root@x/system?a=b"))));
    assertThat(HostsChoice.parse("qemu:///system?socket=/run/x"))
        .isEqualTo(
            new ExistingHosts(
                List.of(new ExistingHost("localhost", "qemu:///system?socket=/run/x"))));
  }

  @Test
  void twoHostsOfOneNameAreRefused() {
    assertThatThrownBy(() -> HostsChoice.parse("qemu+tcp://a/system,qemu+ssh://a/system"))
        .isInstanceOf(Invalid.class)
        .hasMessage("two hosts are called 'a': name them, as NAME=URI");
  }
}
