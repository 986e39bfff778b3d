package io.godwit.gateway.projection;

import io.godwit.events.MigrationId;
import io.godwit.events.convergence.EscalationDecided;
import io.godwit.events.convergence.Phase;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One migration as the topics tell it.
 *
 * @param sequence the highest of the scheduler's events that is in this view; 0: none yet
 * @param asked absent as long as only later events have come
 * @param terms of the latest attempt that began
 * @param progress the last that was seen of it
 * @param decision the policy's latest
 * @param decisions how many the policy took
 * @param end what came of it, or of its latest attempt
 * @param share of the links, as it was last granted to an attempt
 * @param readyAttempt the latest attempt whose destination said that it is prepared; absent: none
 */
public record MigrationView(
    MigrationId id,
    long sequence,
    @Nullable Asked asked,
    Place place,
    Course course,
    @Nullable Terms terms,
    @Nullable Progress progress,
    @Nullable EscalationDecided decision,
    int decisions,
    @Nullable End end,
    @Nullable Share share,
    @Nullable Integer readyAttempt) {

  /** A migration of which only the id is known. */
  public static MigrationView unknown(MigrationId id) {
    return new MigrationView(
        id, 0, null, Place.UNKNOWN, Course.BEGIN, null, null, null, 0, null, null, null);
  }

  /** A migration whose request is on its way, and of which no event has come back yet. */
  public static MigrationView requested(MigrationId id, Asked asked) {
    return new MigrationView(
        id, 0, asked, Place.UNKNOWN, Course.BEGIN, null, null, null, 0, null, null, null);
  }

  public MigrationState state() {
    return course.state();
  }

  /** What a running migration does, by the latest that was heard; absent where none runs. */
  public @Nullable Phase phase() {
    if (state() != MigrationState.RUNNING) {
      return null;
    }
    return progress != null
            && progress.attempt() == course.attempt()
            && course.phase() == Phase.PRE_COPY
        ? progress.phase()
        : course.phase();
  }

  /** The guest's name, or what it was called in the request as long as its name is not known. */
  public String guestName() {
    var guest = place.guest();
    if (guest != null) {
      return guest.name();
    }
    return asked == null ? "?" : asked.request().guest();
  }

  public @Nullable Instant requestedAt() {
    return asked == null ? null : asked.at();
  }

  MigrationView withAsked(Asked next) {
    return new MigrationView(
        id,
        sequence,
        next,
        place,
        course,
        terms,
        progress,
        decision,
        decisions,
        end,
        share,
        readyAttempt);
  }

  MigrationView withSequence(long next) {
    return new MigrationView(
        id,
        next,
        asked,
        place,
        course,
        terms,
        progress,
        decision,
        decisions,
        end,
        share,
        readyAttempt);
  }

  MigrationView withPlace(Place next) {
    return new MigrationView(
        id,
        sequence,
        asked,
        next,
        course,
        terms,
        progress,
        decision,
        decisions,
        end,
        share,
        readyAttempt);
  }

  MigrationView withCourse(Course next) {
    return new MigrationView(
        id,
        sequence,
        asked,
        place,
        next,
        terms,
        progress,
        decision,
        decisions,
        end,
        share,
        readyAttempt);
  }

  MigrationView withTerms(Terms next) {
    return new MigrationView(
        id,
        sequence,
        asked,
        place,
        course,
        next,
        progress,
        decision,
        decisions,
        end,
        share,
        readyAttempt);
  }

  MigrationView withProgress(@Nullable Progress next) {
    return new MigrationView(
        id,
        sequence,
        asked,
        place,
        course,
        terms,
        next,
        decision,
        decisions,
        end,
        share,
        readyAttempt);
  }

  MigrationView withDecision(EscalationDecided next) {
    return new MigrationView(
        id,
        sequence,
        asked,
        place,
        course,
        terms,
        progress,
        next,
        decisions + 1,
        end,
        share,
        readyAttempt);
  }

  MigrationView withEnd(@Nullable End next) {
    return new MigrationView(
        id,
        sequence,
        asked,
        place,
        course,
        terms,
        progress,
        decision,
        decisions,
        next,
        share,
        readyAttempt);
  }

  MigrationView withShare(Share next) {
    return new MigrationView(
        id,
        sequence,
        asked,
        place,
        course,
        terms,
        progress,
        decision,
        decisions,
        end,
        next,
        readyAttempt);
  }

  /** What the latest attempt may take of the links; absent: nothing was granted to it. */
  public @Nullable Share shareNow() {
    return share != null && share.attempt() == course.attempt() ? share : null;
  }

  MigrationView withReady(int ready) {
    return new MigrationView(
        id, sequence, asked, place, course, terms, progress, decision, decisions, end, share,
        ready);
  }

  /** The same, with newer words about what a queued one waits for. */
  public MigrationView waitingFor(String words) {
    return state() == MigrationState.QUEUED ? withCourse(course.waitingFor(words)) : this;
  }

  /** Whether the destination is prepared and only the turn on the links is waited for. */
  public boolean isReady() {
    return state() == MigrationState.PREPARING
        && readyAttempt != null
        && readyAttempt == course.attempt();
  }
}
