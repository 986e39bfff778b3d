package io.godwit.scheduler.simulation;

import io.godwit.events.agent.Claims;
import io.godwit.events.agent.GuestState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A migration as the hypervisors carry it out; it goes on without the agents. */
final class Job {
  final Machine.Tag tag;
  final Guest guest;
  final Machine source;
  final Machine destination;
  final Claims claims;
  private Phase phase = Phase.PRE_COPY;
  Instant phaseEnds;
  boolean aborting;

  /** Where it stands. */
  enum Phase {
    PRE_COPY,
    POST_COPY,
    BROKEN,
    OVER
  }

  Job(
      Machine.Tag tag,
      Guest guest,
      Machine source,
      Machine destination,
      Claims claims,
      Instant phaseEnds) {
    this.tag = tag;
    this.guest = guest;
    this.source = source;
    this.destination = destination;
    this.claims = claims;
    this.phaseEnds = phaseEnds;
    destination.put(guest, GuestState.PAUSED_MIGRATING);
  }

  Phase phase() {
    return phase;
  }

  boolean active() {
    return phase == Phase.PRE_COPY || phase == Phase.POST_COPY;
  }

  void postCopy(Instant ends) {
    phase = Phase.POST_COPY;
    phaseEnds = ends;
    source.put(guest, GuestState.PAUSED_POST_COPY);
    destination.put(guest, GuestState.RUNNING_POST_COPY);
  }

  void broken() {
    phase = Phase.BROKEN;
    source.put(guest, GuestState.POST_COPY_FAILED);
    destination.put(guest, GuestState.POST_COPY_FAILED);
  }

  /** The guest is at the destination, with the device that was claimed for it there. */
  void arrived() {
    phase = Phase.OVER;
    source.remove(guest);
    var device =
        claims.devices().isEmpty()
            ? null
            : new Guest.Passed(destination.id, claims.devices().getFirst().address());
    destination.put(guest.with(disk(), device), GuestState.RUNNING);
    destination.prepared.remove(tag);
    destination.arrived.add(tag);
    // What was made for it is the guest's own from now on.
    destination.volumes.replaceAll((_, volume) ->
        tag.equals(volume.madeBy()) ? new Machine.Volume(volume.space(), null) : volume);
  }

  private Guest.@Nullable LocalDisk disk() {
    var before = guest.disk();
    return before == null || claims.volumes().isEmpty()
        ? before
        : new Guest.LocalDisk(claims.volumes().getFirst().volume(), before.size());
  }

  /** The guest runs on at its source; what was prepared stays until it is torn down. */
  void stayed() {
    phase = Phase.OVER;
    destination.remove(guest);
    source.put(guest, GuestState.RUNNING);
  }
}
