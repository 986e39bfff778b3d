package io.godwit.scheduler.migration;

import io.godwit.events.HostId;
import io.godwit.events.Require;
import io.godwit.events.agent.AgentEvent.GuestStateReported;
import io.godwit.events.agent.AgentEvent.MigrationEnded.Outcome;
import io.godwit.events.agent.Fact;
import io.godwit.events.agent.GuestState;
import io.godwit.events.agent.JobFigures;
import io.godwit.events.agent.StartSettings;
import io.godwit.events.migration.FailureCause;
import io.godwit.scheduler.verdict.Ruling;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One try to move the guest to one destination.
 *
 * @param destination whereto
 * @param peerUri libvirt URI of the destination, as the source reaches it
 * @param settings what the migration is told at its start
 * @param facts the destination's last answer
 * @param startExpiresAt until when the source may begin; absent: it was not told to
 * @param startedAt when the hypervisor took the job; absent: nobody said that it did
 * @param postCopy whether the switch to post-copy happened
 * @param ending what is known of the end; absent: nothing
 * @param reports what the hosts said last of the guest, in this round of asking
 * @param rounds how often both were asked
 * @param suspicion a ruling that wants a second look, seen once
 * @param pauseNext whether a resume was refused, so that the half-open side is paused first
 */
public record Attempt(
    HostId destination,
    String peerUri,
    StartSettings settings,
    List<Fact> facts,
    @Nullable Instant startExpiresAt,
    @Nullable Instant startedAt,
    boolean postCopy,
    @Nullable Ending ending,
    List<Report> reports,
    int rounds,
    @Nullable Ruling suspicion,
    boolean pauseNext) {

  /**
   * How the attempt ended, by the source's word.
   *
   * @param outcome of the call; absent where the start itself was refused
   * @param cause of a failure, should it turn out to be one
   * @param detail in words
   * @param figures of the job, where the source has them
   */
  public record Ending(
      @Nullable Outcome outcome, FailureCause cause, String detail, @Nullable JobFigures figures) {}

  /** What one host said last of the guest. */
  public record Report(
      HostId host, GuestState state, boolean jobActive, @Nullable JobFigures figures) {}

  public Attempt {
    Require.present(destination, "destination");
    facts = Require.list(facts);
    reports = Require.list(reports);
  }

  static Attempt to(HostId destination, String peerUri, StartSettings settings) {
    return new Attempt(
        destination,
        peerUri,
        settings,
        List.of(),
        null,
        null,
        false,
        null,
        List.of(),
        0,
        null,
        false);
  }

  @Nullable Report reportOf(HostId host) {
    return reports.stream().filter(report -> report.host.equals(host)).findFirst().orElse(null);
  }

  Attempt withFacts(List<Fact> answered) {
    return new Attempt(
        destination,
        peerUri,
        settings,
        answered,
        startExpiresAt,
        startedAt,
        postCopy,
        ending,
        reports,
        rounds,
        suspicion,
        pauseNext);
  }

  Attempt withStartExpiring(Instant at) {
    return new Attempt(
        destination,
        peerUri,
        settings,
        facts,
        at,
        startedAt,
        postCopy,
        ending,
        reports,
        rounds,
        suspicion,
        pauseNext);
  }

  Attempt withStarted(Instant at) {
    return new Attempt(
        destination,
        peerUri,
        settings,
        facts,
        startExpiresAt,
        at,
        postCopy,
        ending,
        reports,
        rounds,
        suspicion,
        pauseNext);
  }

  Attempt withPostCopy() {
    return new Attempt(
        destination,
        peerUri,
        settings,
        facts,
        startExpiresAt,
        startedAt,
        true,
        ending,
        reports,
        rounds,
        suspicion,
        pauseNext);
  }

  Attempt withEnding(Ending known) {
    return new Attempt(
        destination,
        peerUri,
        settings,
        facts,
        startExpiresAt,
        startedAt,
        postCopy,
        known,
        reports,
        rounds,
        suspicion,
        pauseNext);
  }

  Attempt withReport(GuestStateReported event) {
    var report = new Report(event.host(), event.state(), event.jobActive(), event.figures());
    var others = reports.stream().filter(known -> !known.host.equals(event.host()));
    return withReports(Stream.concat(others, Stream.of(report)).toList(), rounds);
  }

  Attempt withNewRound() {
    return withReports(List.of(), rounds + 1);
  }

  Attempt withNoRounds() {
    return withReports(List.of(), 0);
  }

  private Attempt withReports(List<Report> said, int round) {
    return new Attempt(
        destination,
        peerUri,
        settings,
        facts,
        startExpiresAt,
        startedAt,
        postCopy,
        ending,
        said,
        round,
        suspicion,
        pauseNext);
  }

  Attempt withSuspicion(@Nullable Ruling ruling) {
    return new Attempt(
        destination,
        peerUri,
        settings,
        facts,
        startExpiresAt,
        startedAt,
        postCopy,
        ending,
        reports,
        rounds,
        ruling,
        pauseNext);
  }

  Attempt withPauseNext(boolean pause) {
    return new Attempt(
        destination,
        peerUri,
        settings,
        facts,
        startExpiresAt,
        startedAt,
        postCopy,
        ending,
        reports,
        rounds,
        suspicion,
        pause);
  }
}
