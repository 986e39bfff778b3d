package io.godwit.scheduler.migration;

import io.godwit.events.GuestLabels;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.agent.Fact;
import io.godwit.events.agent.GuestSpec;
import io.godwit.events.migration.MigrationEvent;
import io.godwit.scheduler.migration.Migration.CancelWish;
import io.godwit.scheduler.migration.Migration.End;
import io.godwit.scheduler.migration.Migration.Grade;
import io.godwit.scheduler.migration.Migration.Heard;
import io.godwit.scheduler.migration.Migration.Tried;
import io.godwit.scheduler.verdict.SchedulerFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A migration while one change is made to it. */
final class Draft {
  private final MigrationId id;
  Origin origin;
  MigrationState state;
  Instant since;
  @Nullable GuestSpec guest;
  boolean guestWasPaused;
  @Nullable HostId source;
  GuestLabels labels;
  int priority;
  @Nullable Instant turn;
  int attempts;
  private @Nullable AttemptDraft current;
  final List<Tried> tried;
  @Nullable HostId preferred;
  private final List<Grade> grades;
  @Nullable String waitingFor;
  @Nullable Instant heldSince;
  @Nullable Instant notBefore;
  @Nullable CancelWish cancel;
  long orders;
  long events;
  private final List<Heard> heard;
  final List<Question> questions;
  @Nullable Instant nextCheckAt;
  private @Nullable End end;

  Draft(Migration from) {
    id = from.id();
    origin = from.origin();
    state = from.state();
    since = from.since();
    guest = from.guest();
    guestWasPaused = from.guestWasPaused();
    source = from.source();
    labels = from.labels();
    priority = from.priority();
    turn = from.turn();
    attempts = from.attempts();
    current = from.current() == null ? null : new AttemptDraft(from.current());
    tried = new ArrayList<>(from.tried());
    preferred = from.preferred();
    grades = new ArrayList<>(from.grades());
    waitingFor = from.waitingFor();
    heldSince = from.heldSince();
    notBefore = from.notBefore();
    cancel = from.cancel();
    orders = from.orders();
    events = from.events();
    heard = new ArrayList<>(from.heard());
    questions = new ArrayList<>(from.questions());
    nextCheckAt = from.nextCheckAt();
    end = from.end();
  }

  Migration build() {
    return new Migration(
        id,
        origin,
        state,
        since,
        guest,
        guestWasPaused,
        source,
        labels,
        priority,
        turn,
        attempts,
        current == null ? null : current.build(),
        tried,
        preferred,
        grades,
        waitingFor,
        heldSince,
        notBefore,
        cancel,
        orders,
        events,
        heard,
        questions,
        nextCheckAt,
        end);
  }

  AttemptDraft attempt() {
    if (current == null) {
      throw new IllegalStateException("migration " + id + " has no attempt in " + state);
    }
    return current;
  }

  void attempt(Placement placement) {
    current = new AttemptDraft(placement);
  }

  void enter(MigrationState next, MigrationEvent event) {
    enter(next, event.about().at());
  }

  void enter(MigrationState next, Instant at) {
    state = next;
    since = at;
    waitingFor = null;
  }

  void end(MigrationState last, MigrationEvent event, @Nullable End why) {
    end = why;
    enter(last, event);
    questions.clear();
    nextCheckAt = null;
    notBefore = null;
  }

  void withdrawCancel() {
    cancel = null;
    withdrawAbort();
  }

  void withdrawAbort() {
    if (current != null) {
      current.preemptedBy = null;
    }
    questions.removeIf(question -> question.kind() == Question.Kind.ABORT);
  }

  void ask(Question.Kind kind, HostId host, long sequence) {
    for (int i = 0; i < questions.size(); i++) {
      var known = questions.get(i);
      if (known.kind() == kind && known.host().equals(host)) {
        questions.set(i, known.again(sequence));
        return;
      }
    }
    questions.add(new Question(kind, host, sequence, sequence));
  }

  void answered(Question.Kind kind, HostId host) {
    questions.removeIf(question -> question.kind() == kind && question.host().equals(host));
  }

  void grade(HostId host, List<Fact> facts) {
    grades.removeIf(known -> known.host().equals(host));
    facts.stream()
        .filter(fact -> !SchedulerFacts.SAID_BY.equals(fact.saidBy()))
        .map(Fact::answer)
        .min(Comparator.naturalOrder())
        .ifPresent(worst -> grades.add(new Grade(host, worst)));
  }

  void hear(HostId host, long sequence) {
    heard.removeIf(known -> known.host().equals(host));
    heard.add(new Heard(host, sequence));
  }
}
