package io.godwit.scheduler.dispatch;

import io.godwit.events.DiskCopy;
import io.godwit.events.GuestClass;
import io.godwit.events.GuestLabels;
import io.godwit.events.HostId;
import io.godwit.events.agent.Fact;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One in the queue, to be changed here and there. */
public final class Waits {
  private final Waiting from;
  public @Nullable HostId named;
  public boolean forced;
  public List<HostId> allowed;
  public GuestClass guestClass;
  public String project;
  public GuestLabels labels;
  public Instant turn;
  public int rank;
  public @Nullable Instant notBefore;
  public DiskCopy diskCopy;
  public List<Waiting.Refusal> tried;
  public @Nullable HostId preferred;
  public Map<HostId, Fact.Answer> answers;
  public @Nullable Instant heldSince;

  private Waits(Waiting from) {
    this.from = from;
    named = from.named();
    forced = from.forced();
    allowed = from.allowed();
    guestClass = from.guestClass();
    project = from.project();
    labels = from.labels();
    turn = from.turn();
    rank = from.rank();
    notBefore = from.notBefore();
    diskCopy = from.diskCopy();
    tried = from.tried();
    preferred = from.preferred();
    answers = from.answers();
    heldSince = from.heldSince();
  }

  public static Waiting with(Waiting from, Consumer<Waits> change) {
    var waits = new Waits(from);
    change.accept(waits);
    return waits.build();
  }

  private Waiting build() {
    return new Waiting(
        from.migration(),
        from.guest(),
        named,
        forced,
        allowed,
        from.reason(),
        guestClass,
        project,
        labels,
        turn,
        rank,
        from.requestedAt(),
        from.queuedAt(),
        notBefore,
        from.policy(),
        diskCopy,
        tried,
        preferred,
        answers,
        heldSince);
  }
}
