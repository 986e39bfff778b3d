package io.godwit.gateway;

import io.godwit.events.EvacuationId;
import io.godwit.events.GuestRef;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.Reason;
import io.godwit.events.evacuation.EvacuationEvent;
import io.godwit.events.evacuation.EvacuationEvent.About;
import io.godwit.events.evacuation.EvacuationEvent.EvacuationEnded;
import io.godwit.events.evacuation.EvacuationEvent.EvacuationPlanned;
import io.godwit.events.evacuation.EvacuationEvent.EvacuationProgressed;
import io.godwit.events.evacuation.EvacuationEvent.EvacuationRequested;
import io.godwit.events.evacuation.EvacuationEvent.Outcome;
import io.godwit.events.evacuation.EvacuationEvent.Planned;
import io.godwit.events.evacuation.EvacuationEvent.Remaining;
import io.godwit.events.request.MigrationRequest.RequestEvacuation;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** The story of host-a, which is emptied of two guests, of which one cannot go. */
public final class Emptying {
  public static final GuestRef STUCK = new GuestRef(new UUID(0, 42), "db-1");
  private final EvacuationId id;
  private final HostId host;

  public Emptying(EvacuationId id, HostId host) {
    this.id = id;
    this.host = host;
  }

  public static Emptying untold() {
    return new Emptying(EvacuationId.of(Story.ASKER, "evacuation/key-1"), Story.A);
  }

  public EvacuationId id() {
    return id;
  }

  public RequestEvacuation request() {
    return new RequestEvacuation(host, null, List.of(), null);
  }

  public About about(long sequence) {
    return new About(id, sequence, Story.START.plusSeconds(sequence));
  }

  /** The migration of a guest that the evacuation asks for. */
  public MigrationId migration(GuestRef guest) {
    return MigrationId.of("urn:godwit:evacuation:" + id, guest.uuid() + "/1");
  }

  public Planned planned(GuestRef guest) {
    return new Planned(guest, migration(guest), Duration.ofSeconds(12));
  }

  public EvacuationRequested requested() {
    return new EvacuationRequested(about(1), request(), Reason.EVACUATION, Story.ASKER);
  }

  public EvacuationPlanned planned() {
    return new EvacuationPlanned(
        about(2), List.of(planned(Story.GUEST), planned(STUCK)), Story.START.plusSeconds(30));
  }

  public EvacuationProgressed progressed() {
    return new EvacuationProgressed(about(3), 2, 0, 1, 1, 0, Story.START.plusSeconds(40));
  }

  public EvacuationEnded ended() {
    return new EvacuationEnded(
        about(4),
        Outcome.INCOMPLETE,
        1,
        List.of(new Remaining(STUCK, migration(STUCK), "no host has 64 GiB of free memory")),
        Duration.ofSeconds(3));
  }

  public List<EvacuationEvent> life() {
    return List.of(requested(), planned(), progressed(), ended());
  }
}
