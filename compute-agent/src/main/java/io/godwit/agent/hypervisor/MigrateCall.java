package io.godwit.agent.hypervisor;

import io.godwit.events.Bytes;
import io.godwit.events.DiskCopy;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.StartSettings;
import java.util.UUID;

/**
 * Which guest is to be moved where, and how.
 *
 * @param guest the guest to move
 * @param peerUri libvirt URI of the destination, as this host reaches it
 * @param settings what is armed or told at the start
 * @param claims what the guest gets at the destination: its definition is changed accordingly
 * @param diskCopy how the claimed volumes are filled
 */
public record MigrateCall(
    UUID guest, String peerUri, StartSettings settings, Claims claims, DiskCopy diskCopy) {

  /** One that changes nothing of the definition and copies no disks. */
  public MigrateCall(UUID guest, String peerUri, StartSettings settings) {
    this(guest, peerUri, settings, Claims.of(Bytes.ZERO), DiskCopy.NONE);
  }
}
