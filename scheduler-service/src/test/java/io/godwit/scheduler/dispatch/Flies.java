package io.godwit.scheduler.dispatch;

import io.godwit.events.BytesPerSecond;
import io.godwit.events.MigrationId;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.StartSettings;
import io.godwit.scheduler.dispatch.Fleet.Flight;
import io.godwit.scheduler.dispatch.Fleet.Phase;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One that is under way, to be changed here and there. */
public final class Flies {
  private final Flight from;
  public Phase phase;
  public Claims claims;
  public StartSettings settings;
  public Instant turn;
  public Instant since;
  public @Nullable BytesPerSecond limit;
  public @Nullable BytesPerSecond measuredRate;
  public boolean postCopy;
  public boolean cancelling;
  public List<MigrationId> behind;

  private Flies(Flight from) {
    this.from = from;
    phase = from.phase();
    claims = from.claims();
    settings = from.settings();
    turn = from.turn();
    since = from.since();
    limit = from.limit();
    measuredRate = from.measuredRate();
    postCopy = from.postCopy();
    cancelling = from.cancelling();
    behind = from.behind();
  }

  public static Flight with(Flight from, Consumer<Flies> change) {
    var flies = new Flies(from);
    change.accept(flies);
    return flies.build();
  }

  private Flight build() {
    return new Flight(
        from.migration(),
        from.guest(),
        from.source(),
        from.destination(),
        phase,
        from.reason(),
        from.project(),
        claims,
        settings,
        turn,
        from.rank(),
        since,
        limit,
        measuredRate,
        postCopy,
        cancelling,
        from.cap(),
        from.asked(),
        behind,
        phase == Phase.MOVING || phase == Phase.ENDING);
  }
}
