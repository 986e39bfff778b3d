package io.godwit.agent.hypervisor.libvirt.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.agent.hypervisor.HypervisorException;
import io.godwit.agent.hypervisor.HypervisorException.Kind;
import io.godwit.agent.hypervisor.libvirt.CpuQuota;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On folders laid out as libvirt lays them out on a host with control groups of version 2. */
class CpuQuotasTest {
  private static final String SCOPE = "machine.slice/machine-qemu-1-web.scope/libvirt";

  @TempDir Path root;

  private Path write(String path, String text) throws IOException {
    var file = root.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private void guestWithControlGroups() throws IOException {
    write("run/libvirt/qemu/web.pid", "4711\n");
    write("proc/4711/cgroup", "0::/" + SCOPE + "/emulator\n");
  }

  @Test
  void everyCpuGetsItsQuotaAndItIsLifted() throws IOException {
    guestWithControlGroups();
    var first = write("sys/fs/cgroup/" + SCOPE + "/vcpu0/cpu.max", "max 100000\n");
    var second = write("sys/fs/cgroup/" + SCOPE + "/vcpu1/cpu.max", "max 100000\n");
    var emulator = write("sys/fs/cgroup/" + SCOPE + "/emulator/cpu.max", "max 100000\n");
    var quotas = new CpuQuotas(root);

    quotas.set("web", 30, CpuQuotasTest::unlimited);

    assertThat(first).content().isEqualTo("70000 100000");
    assertThat(second).content().isEqualTo("70000 100000");
    assertThat(emulator).content().isEqualTo("max 100000\n");
    assertThat(quotas.percent("web", CpuQuotasTest::unlimited)).isEqualTo(30);
    quotas.set("web", 0, CpuQuotasTest::unlimited);
    assertThat(first).content().isEqualTo("max 100000");
    assertThat(quotas.percent("web", CpuQuotasTest::unlimited)).isZero();
  }

  @Test
  void ownersQuotaIsSlowedInProportionAndGivenBack() throws IOException {
    guestWithControlGroups();
    var file = write("sys/fs/cgroup/" + SCOPE + "/vcpu0/cpu.max", "50000 200000\n");
    var xml = "<domain><cputune><period>200000</period><quota>50000</quota></cputune></domain>";
    Supplier<CpuQuota> owner = () -> CpuQuota.ofOwner(SecureXml.read(xml));
    var quotas = new CpuQuotas(root);

    assertThat(quotas.percent("web", owner)).isZero();
    quotas.set("web", 20, owner);

    assertThat(file).content().isEqualTo("40000 200000");
    assertThat(quotas.percent("web", owner)).isEqualTo(20);
    quotas.set("web", 0, owner);
    assertThat(file).content().isEqualTo("50000 200000");
  }

  @Test
  void quotaIsNeverLessThanTheKernelTakes() {
    assertThat(CpuQuota.read("1500 100000").slowedBy(99).line()).isEqualTo("1000 100000");
    assertThat(CpuQuota.read("nothing like it").line()).isEqualTo("max 100000");
  }

  @Test
  void hostWithoutControlGroupsOfItsGuestsHasNoQuotas() throws IOException {
    assertUnsupported(new CpuQuotas(root));
    guestWithControlGroups();
    assertUnsupported(new CpuQuotas(root));
    write("proc/4711/cgroup", "0::/user.slice\n");
    assertUnsupported(new CpuQuotas(root));
    write("proc/4711/cgroup", "4:cpu:/machine/qemu-1-web.libvirt-qemu/emulator\n");
    assertUnsupported(new CpuQuotas(root));
  }

  @Test
  void hostThatIsAnotherMachineHasNoQuotas() {
    assertUnsupported(CpuQuotas.ofHost("qemu+tcp://10.0.0.1/system"));
  }

  private static CpuQuota unlimited() {
    return CpuQuota.read("max 100000");
  }

  private static void assertUnsupported(CpuQuotas quotas) {
    assertThatThrownBy(() -> quotas.set("web", 30, CpuQuotasTest::unlimited))
        .isInstanceOfSatisfying(
            HypervisorException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNSUPPORTED))
        .hasMessageContaining("cannot be slowed by a quota");
    assertThat(quotas.percent("web", CpuQuotasTest::unlimited)).isZero();
  }
}
