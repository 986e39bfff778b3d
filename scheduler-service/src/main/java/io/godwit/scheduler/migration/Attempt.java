package io.godwit.scheduler.migration;

import io.godwit.events.BytesPerSecond;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.Require;
import io.godwit.events.agent.AgentEvent.DirtiedIn;
import io.godwit.events.agent.AgentEvent.MigrationEnded.Outcome;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.Fact;
import io.godwit.events.agent.GuestState;
import io.godwit.events.agent.JobFigures;
import io.godwit.events.agent.StartSettings;
import io.godwit.events.migration.FailureCause;
import io.godwit.scheduler.policy.Outset;
import io.godwit.scheduler.verdict.Ruling;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One try to move the guest to one destination. What it has claimed there is its placement's, and
 * is free again as soon as the migration has no attempt under way.
 *
 * @param placement where from and where to, with what is claimed
 * @param settings what the migration is told at its start
 * @param answers what the hosts of the shortlist said, each its last
 * @param facts what the destination was judged by last
 * @param checkedAt when the prepared destination was found suitable last; absent: not yet
 * @param goAt when it got its slots; absent: not yet
 * @param startExpiresAt until when the source may begin; absent: it was not told to
 * @param startedAt when the hypervisor took the job; absent: nobody said that it did
 * @param limit what it may send, as it was granted last; absent: no limit of its own
 * @param measured what it really sends where it does not keep to its limit; absent: it does
 * @param postCopy whether the switch to post-copy happened
 * @param preemptedBy for whom it is stopped; absent: for nobody
 * @param ending what is known of the end; absent: nothing
 * @param reports what the hosts said last of the guest, in this round of asking
 * @param rounds how often both were asked
 * @param suspicion a ruling that wants a second look, seen once
 * @param pauseNext whether a resume was refused, so that the half-open side is paused first
 * @param outset what was known of it as it began; absent: it did not yet
 * @param dirtied how much memory the guest wrote to in periods before; empty: not measured
 * @param asked what the policy wants of the links for it; absent: it did not ask
 * @param behind those from the same host as whose jobs end it begins; empty: it began at once
 */
public record Attempt(
    Placement placement,
    StartSettings settings,
    List<Answer> answers,
    List<Fact> facts,
    @Nullable Instant checkedAt,
    @Nullable Instant goAt,
    @Nullable Instant startExpiresAt,
    @Nullable Instant startedAt,
    @Nullable BytesPerSecond limit,
    @Nullable BytesPerSecond measured,
    boolean postCopy,
    @Nullable MigrationId preemptedBy,
    @Nullable Ending ending,
    List<Report> reports,
    int rounds,
    @Nullable Ruling suspicion,
    boolean pauseNext,
    @Nullable Outset outset,
    List<DirtiedIn> dirtied,
    @Nullable BytesPerSecond asked,
    List<MigrationId> behind) {

  /** What a host of the shortlist said of taking the guest. */
  public record Answer(HostId host, List<Fact> facts) {
    public Answer {
      facts = Require.list(facts);
    }
  }

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
    Require.present(placement, "placement");
    Require.present(settings, "settings");
    answers = Require.list(answers);
    facts = Require.list(facts);
    reports = Require.list(reports);
    dirtied = Require.list(dirtied);
    behind = Require.list(behind);
  }

  public HostId destination() {
    return placement.destination();
  }

  public Claims claims() {
    return placement.claims();
  }

  /** Whether this host was asked for its facts. */
  public boolean isShortlisted(HostId host) {
    return placement.shortlist().stream().anyMatch(candidate -> candidate.host().equals(host));
  }

  public Optional<Answer> answerOf(HostId host) {
    return answers.stream().filter(answer -> answer.host.equals(host)).findFirst();
  }

  public @Nullable Report reportOf(HostId host) {
    return reports.stream().filter(report -> report.host.equals(host)).findFirst().orElse(null);
  }
}
