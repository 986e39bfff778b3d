package io.godwit.scheduler.verdict;

import io.godwit.events.agent.AgentEvent.MigrationEnded.Outcome;
import io.godwit.events.agent.GuestState;
import org.jspecify.annotations.Nullable;

/**
 * What both hosts say of a guest that migrates or did so.
 *
 * @param source what the source says
 * @param destination what the destination says
 * @param jobActive whether either of them runs a migration job for the guest
 * @param outcome how the call ended by the source's word; absent while nobody said
 * @param wasPaused whether the guest stood still, by a user's wish, when its migration began
 */
public record Evidence(
    GuestState source,
    GuestState destination,
    boolean jobActive,
    @Nullable Outcome outcome,
    boolean wasPaused) {}
