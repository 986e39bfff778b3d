package io.godwit.scheduler.migration;

import io.godwit.events.BytesPerSecond;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.agent.AgentEvent.DirtiedIn;
import io.godwit.events.agent.AgentEvent.GuestStateReported;
import io.godwit.events.agent.Fact;
import io.godwit.events.agent.StartSettings;
import io.godwit.scheduler.migration.Attempt.Answer;
import io.godwit.scheduler.migration.Attempt.Ending;
import io.godwit.scheduler.migration.Attempt.Report;
import io.godwit.scheduler.policy.Outset;
import io.godwit.scheduler.verdict.Ruling;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An attempt while one change is made to it. */
final class AttemptDraft {
  private final Placement placement;
  StartSettings settings;
  private final List<Answer> answers;
  List<Fact> facts;
  @Nullable Instant checkedAt;
  @Nullable Instant goAt;
  @Nullable Instant startExpiresAt;
  @Nullable Instant startedAt;
  @Nullable BytesPerSecond limit;
  @Nullable BytesPerSecond measured;
  boolean postCopy;
  @Nullable MigrationId preemptedBy;
  @Nullable Ending ending;
  private final List<Report> reports;
  private int rounds;
  @Nullable Ruling suspicion;
  boolean pauseNext;
  @Nullable Outset outset;
  List<DirtiedIn> dirtied;
  @Nullable BytesPerSecond asked;
  List<MigrationId> behind;

  AttemptDraft(Attempt from) {
    placement = from.placement();
    settings = from.settings();
    answers = new ArrayList<>(from.answers());
    facts = from.facts();
    checkedAt = from.checkedAt();
    goAt = from.goAt();
    startExpiresAt = from.startExpiresAt();
    startedAt = from.startedAt();
    limit = from.limit();
    measured = from.measured();
    postCopy = from.postCopy();
    preemptedBy = from.preemptedBy();
    ending = from.ending();
    reports = new ArrayList<>(from.reports());
    rounds = from.rounds();
    suspicion = from.suspicion();
    pauseNext = from.pauseNext();
    outset = from.outset();
    dirtied = from.dirtied();
    asked = from.asked();
    behind = from.behind();
  }

  /** A new one. */
  AttemptDraft(Placement given) {
    placement = given;
    settings = given.settings();
    answers = new ArrayList<>();
    facts = List.of();
    reports = new ArrayList<>();
    dirtied = List.of();
    behind = List.of();
  }

  Attempt build() {
    return new Attempt(
        placement,
        settings,
        answers,
        facts,
        checkedAt,
        goAt,
        startExpiresAt,
        startedAt,
        limit,
        measured,
        postCopy,
        preemptedBy,
        ending,
        reports,
        rounds,
        suspicion,
        pauseNext,
        outset,
        dirtied,
        asked,
        behind);
  }

  HostId destination() {
    return placement.destination();
  }

  void answer(HostId host, List<Fact> said) {
    answers.removeIf(known -> known.host().equals(host));
    answers.add(new Answer(host, said));
  }

  void report(GuestStateReported event) {
    reports.removeIf(known -> known.host().equals(event.host()));
    reports.add(new Report(event.host(), event.state(), event.jobActive(), event.figures()));
  }

  void newRound() {
    reports.clear();
    rounds++;
  }

  void noRounds() {
    reports.clear();
    rounds = 0;
  }
}
