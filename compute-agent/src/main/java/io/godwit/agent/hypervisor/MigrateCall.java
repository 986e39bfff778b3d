package io.godwit.agent.hypervisor;

import io.godwit.events.agent.StartSettings;
import java.util.UUID;

/**
 * Which guest is to be moved where, and how.
 *
 * @param guest the guest to move
 * @param peerUri libvirt URI of the destination, as this host reaches it
 * @param settings what is armed or told at the start
 */
public record MigrateCall(UUID guest, String peerUri, StartSettings settings) {}
