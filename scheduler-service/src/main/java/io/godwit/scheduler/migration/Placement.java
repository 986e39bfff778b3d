package io.godwit.scheduler.migration;

import io.godwit.events.HostId;
import io.godwit.events.agent.StartSettings;

/**
 * What the dispatch gives to a migration: its hosts, whose slots are taken with it.
 *
 * @param source where the guest runs now
 * @param destination whereto
 * @param peerUri libvirt URI of the destination
 * @param settings what the migration is told at its start
 * @param why this destination, in words
 */
public record Placement(
    HostId source, HostId destination, String peerUri, StartSettings settings, String why) {}
