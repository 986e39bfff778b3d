package io.godwit.agent.host.adapter;

import io.godwit.agent.host.HostView.DiskLocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads which lock manager libvirt's QEMU driver is configured with. Only where the agent is on the
 * host: another machine's file would say nothing about it.
 */
public final class QemuConfiguration implements Supplier<DiskLocks> {
  private static final Pattern LOCK_MANAGER =
      Pattern.compile("^\\s*lock_manager\\s*=\\s*\"([^\"\\p{Cntrl}]{0,50})\"", Pattern.MULTILINE);

  private final @Nullable Path file;

  private QemuConfiguration(@Nullable Path file) {
    this.file = file;
  }

  /** The one in {@code file}, if {@code libvirtUri} leads to this machine's own libvirtd. */
  public static QemuConfiguration of(String libvirtUri, Path file) {
    return new QemuConfiguration(libvirtUri.startsWith("qemu:///") ? file : null);
  }

  @Override
  public DiskLocks get() {
    if (file == null) {
      return new DiskLocks.Unknown("the agent is not on the host, so qemu.conf is not read");
    }
    try {
      var manager = LOCK_MANAGER.matcher(Files.readString(file));
      return manager.find() && !manager.group(1).isEmpty() && !manager.group(1).equals("nop")
          ? new DiskLocks.Manager(manager.group(1))
          : new DiskLocks.None();
    } catch (IOException e) {
      return new DiskLocks.Unknown(file + " cannot be read");
    }
  }
}
