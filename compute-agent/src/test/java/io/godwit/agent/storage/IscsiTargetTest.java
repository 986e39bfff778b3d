package io.godwit.agent.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IscsiTargetTest {
  private static final String NAME = "iqn.2026-01.io.example:store";

  @Test
  void portalsAreCompleted() {
    assertThat(IscsiTarget.of("10.0.0.5", "", NAME).portal()).isEqualTo("10.0.0.5:3260");
    assertThat(IscsiTarget.of("10.0.0.5", "3261", NAME).portal()).isEqualTo("10.0.0.5:3261");
    assertThat(IscsiTarget.of("fd00::5", "", NAME).portal()).isEqualTo("[fd00::5]:3260");
  }

  @Test
  void pathsOfUdevLeadToTheirTarget() {
    var path = "/dev/disk/by-path/ip-10.0.0.5:3260-iscsi-" + NAME + "-lun-7";

    assertThat(IscsiTarget.ofPath(path)).contains(new IscsiTarget("10.0.0.5:3260", NAME));
    assertThat(IscsiTarget.ofPath(path + "-part1")).isPresent();
    assertThat(IscsiTarget.ofPath("/dev/disk/by-id/wwn-0x5000")).isEmpty();
    assertThat(IscsiTarget.ofPath("/var/lib/libvirt/images/a-iscsi-b-lun-1")).isEmpty();
  }

  @Test
  void nothingThatCouldBeAnOptionIsWellFormed() {
    assertThat(new IscsiTarget("10.0.0.5:3260", NAME).isWellFormed()).isTrue();
    assertThat(new IscsiTarget("[fd00::5]:3260", NAME).isWellFormed()).isTrue();
    assertThat(new IscsiTarget("--interface=x:3260", NAME).isWellFormed()).isFalse();
    assertThat(new IscsiTarget("10.0.0.5:3260", "--logoutall=all").isWellFormed()).isFalse();
    assertThat(new IscsiTarget("10.0.0.5:3260", "iqn.x y").isWellFormed()).isFalse();
  }
}
