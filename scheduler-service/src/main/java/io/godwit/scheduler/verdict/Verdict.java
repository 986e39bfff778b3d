package io.godwit.scheduler.verdict;

import io.godwit.events.agent.AgentEvent.MigrationEnded.Outcome;
import io.godwit.events.agent.GuestState;

/**
 * The end of a migration, read from both hosts and never from the return of a call: libvirt's
 * virDomainMigrateToURI3 fails, for one, when a link is cut in post-copy, while QEMU goes on and
 * completes. A total match over what both say.
 *
 * @param ruling what is to be done
 * @param why in words
 */
public record Verdict(Ruling ruling, String why) {

  /** Never fails: every pair of states has its ruling; whatever is not known means waiting. */
  public static Verdict of(Evidence evidence) {
    if (evidence.source() == GuestState.UNKNOWN) {
      return waiting("the source could not be asked");
    }
    return switch (evidence.destination()) {
      case UNKNOWN -> waiting("the destination could not be asked");
      case RUNNING -> destinationRuns(evidence);
      case RUNNING_POST_COPY -> destinationFetches(evidence);
      case POST_COPY_FAILED -> destinationIsCutOff(evidence);
      case PAUSED_MIGRATING, PAUSED_POST_COPY ->
          waiting("the destination has not taken the guest over, nor let go of it");
      case PAUSED_BY_USER, PAUSED_OTHER -> destinationStands(evidence);
      case ABSENT, SHUT_OFF, CRASHED -> destinationHasNone(evidence);
    };
  }

  private static Verdict destinationRuns(Evidence evidence) {
    return switch (evidence.source()) {
      case RUNNING, RUNNING_POST_COPY -> bothRun(evidence);
      case ABSENT, SHUT_OFF, CRASHED ->
          new Verdict(Ruling.COMPLETED, "the guest runs at the destination, and only there");
      case PAUSED_MIGRATING, PAUSED_POST_COPY, POST_COPY_FAILED, PAUSED_BY_USER, PAUSED_OTHER ->
          waiting("the guest runs at the destination, the source has not let go of it");
      case UNKNOWN -> waiting("the source could not be asked");
    };
  }

  private static Verdict destinationFetches(Evidence evidence) {
    return switch (evidence.source()) {
      case RUNNING, RUNNING_POST_COPY -> bothRun(evidence);
      case POST_COPY_FAILED ->
          new Verdict(Ruling.RECOVER, "the source lost its connection, the destination waits");
      case ABSENT, SHUT_OFF, CRASHED ->
          waiting("the destination still fetches from a source that has let go");
      case PAUSED_MIGRATING, PAUSED_POST_COPY, PAUSED_BY_USER, PAUSED_OTHER ->
          waiting("post-copy goes on");
      case UNKNOWN -> waiting("the source could not be asked");
    };
  }

  /** A destination that is cut off may well run: RUNNING_POSTCOPY_FAILED of libvirt is in here. */
  private static Verdict destinationIsCutOff(Evidence evidence) {
    return switch (evidence.source()) {
      case RUNNING, RUNNING_POST_COPY -> bothRun(evidence);
      case POST_COPY_FAILED -> new Verdict(Ruling.RECOVER, "both sides lost their connection");
      case PAUSED_POST_COPY ->
          new Verdict(Ruling.RECOVER, "the destination lost its connection, the source sends");
      case ABSENT, SHUT_OFF, CRASHED ->
          new Verdict(
              Ruling.GUEST_ENDED, "the source is gone with pages that the destination lacks");
      case PAUSED_MIGRATING, PAUSED_BY_USER, PAUSED_OTHER ->
          waiting("the source stands still beside a broken post-copy");
      case UNKNOWN -> waiting("the source could not be asked");
    };
  }

  private static Verdict destinationStands(Evidence evidence) {
    return switch (evidence.source()) {
      case ABSENT, SHUT_OFF, CRASHED ->
          arrivedPaused(evidence)
              ? new Verdict(
                  Ruling.COMPLETED, "the guest is at the destination, where it stands still")
              : waiting("the guest stands still at the destination, for no reason known here");
      case RUNNING,
          RUNNING_POST_COPY,
          PAUSED_MIGRATING,
          PAUSED_POST_COPY,
          POST_COPY_FAILED,
          PAUSED_BY_USER,
          PAUSED_OTHER ->
          waiting("both sides have the guest, the destination's stands still");
      case UNKNOWN -> waiting("the source could not be asked");
    };
  }

  private static boolean arrivedPaused(Evidence evidence) {
    return evidence.outcome() == Outcome.SUCCEEDED
        || (evidence.wasPaused() && evidence.destination() == GuestState.PAUSED_BY_USER);
  }

  private static Verdict destinationHasNone(Evidence evidence) {
    return switch (evidence.source()) {
      case RUNNING, RUNNING_POST_COPY, PAUSED_BY_USER, PAUSED_OTHER ->
          evidence.jobActive()
              ? waiting("the source still runs the job")
              : new Verdict(Ruling.STAYS_AT_SOURCE, "the guest is at the source, and only there");
      case PAUSED_MIGRATING -> waiting("the source has not gone on yet");
      case PAUSED_POST_COPY ->
          evidence.jobActive()
              ? waiting("the source still sends, the destination shows no guest")
              : lostAtDestination();
      case POST_COPY_FAILED -> lostAtDestination();
      case ABSENT, SHUT_OFF, CRASHED ->
          new Verdict(Ruling.GUEST_ENDED, "neither host has the guest any more");
      case UNKNOWN -> waiting("the source could not be asked");
    };
  }

  private static Verdict lostAtDestination() {
    return new Verdict(Ruling.GUEST_ENDED, "the guest ran at the destination and is gone there");
  }

  /** While a job is active the two answers are likely from before and after the switch-over. */
  private static Verdict bothRun(Evidence evidence) {
    return evidence.jobActive()
        ? waiting("both sides were seen running while the job is active")
        : new Verdict(Ruling.RUNS_TWICE, "both hosts say that the guest runs");
  }

  private static Verdict waiting(String why) {
    return new Verdict(Ruling.WAIT, why);
  }
}
