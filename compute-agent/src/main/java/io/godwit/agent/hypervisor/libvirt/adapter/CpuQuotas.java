package io.godwit.agent.hypervisor.libvirt.adapter;

import io.godwit.agent.hypervisor.HypervisorException;
import io.godwit.agent.hypervisor.HypervisorException.Kind;
import io.godwit.agent.hypervisor.libvirt.CpuQuota;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Quotas of guests' virtual CPUs, in the control groups that libvirt made for them (version 2).
 * libvirt's own call (virDomainSetSchedulerParametersFlags) waits while a guest migrates, which is
 * the only time when one is wanted; and what it sets becomes part of the definition that the
 * destination gets.
 *
 * @param root of the host's file system; absent: the host is another machine
 */
record CpuQuotas(@Nullable Path root) {
  private static final String GROUPS = "sys/fs/cgroup";

  /** Those of the host behind a URI, if that is this machine. */
  static CpuQuotas ofHost(String uri) {
    return new CpuQuotas(uri.equals("qemu:///system") ? Path.of("/") : null);
  }

  /**
   * @param owner asked for what the guest's owner gave each CPU: a throttle takes a share of that,
   *     and gives back just that
   * @param percent of it to take, 0 to 99
   */
  void set(String guest, int percent, Supplier<CpuQuota> owner) {
    var files = files(guest);
    var quota = owner.get().slowedBy(percent);
    for (var file : files) {
      try {
        Files.writeString(file, quota.line());
      } catch (IOException e) {
        throw new HypervisorException(Kind.FAILED, file + " cannot be written: " + e.getMessage());
      }
    }
  }

  /** What is taken of the guest's first CPU; 0 where there are no quotas. */
  int percent(String guest, Supplier<CpuQuota> owner) {
    if (root == null) {
      return 0;
    }
    try {
      var file = files(guest).getFirst();
      return owner.get().takenBy(CpuQuota.read(Files.readString(file)));
    } catch (HypervisorException | IOException e) {
      return 0;
    }
  }

  private List<Path> files(String guest) {
    try {
      var folder = groups(guest);
      try (var all = Files.list(folder)) {
        var files =
            all.filter(f -> f.getFileName().toString().startsWith("vcpu"))
                .map(f -> f.resolve("cpu.max"))
                .filter(Files::exists)
                .sorted()
                .toList();
        if (!files.isEmpty()) {
          return files;
        }
      }
    } catch (IOException e) {
      throw unsupported(e instanceof NoSuchFileException ? "no " + e.getMessage() : e.toString());
    }
    throw unsupported("its CPUs have no control groups with quotas");
  }

  /** Beside the emulator's group, in which its process is. */
  private Path groups(String guest) throws IOException {
    if (root == null) {
      throw unsupported("the host is not this machine");
    }
    var pid = Files.readString(root.resolve("run/libvirt/qemu/" + guest + ".pid")).strip();
    var own =
        Files.readAllLines(root.resolve("proc").resolve(pid).resolve("cgroup")).stream()
            .filter(line -> line.startsWith("0::/"))
            .map(line -> line.substring("0::/".length()))
            .findFirst()
            .orElseThrow(() -> unsupported("the host has no control groups of version 2"));
    var group = root.resolve(GROUPS).resolve(own);
    var parent = group.getParent();
    if (!own.endsWith("/emulator") || parent == null) {
      throw unsupported("libvirt made no control group for it");
    }
    return parent;
  }

  private static HypervisorException unsupported(String why) {
    return new HypervisorException(
        Kind.UNSUPPORTED, "the guest's CPUs cannot be slowed by a quota: " + why);
  }
}
