package io.godwit.gateway.projection;

import io.godwit.events.MigrationId;
import io.godwit.events.convergence.EscalationDecided;
import io.godwit.events.convergence.Phase;
import java.time.Instant;
import java.util.function.Consumer;
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
    return begin(id, null);
  }

  /** A migration whose request is on its way, and of which no event has come back yet. */
  public static MigrationView requested(MigrationId id, Asked asked) {
    return begin(id, asked);
  }

  private static MigrationView begin(MigrationId id, @Nullable Asked asked) {
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

  /** What the latest attempt may take of the links; absent: nothing was granted to it. */
  public @Nullable Share shareNow() {
    return share != null && share.attempt() == course.attempt() ? share : null;
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

  MigrationView withSequence(long next) {
    return with(draft -> draft.sequence = next);
  }

  MigrationView withAsked(Asked next) {
    return with(draft -> draft.asked = next);
  }

  MigrationView withPlace(Place next) {
    return with(draft -> draft.place = next);
  }

  MigrationView withCourse(Course next) {
    return with(draft -> draft.course = next);
  }

  MigrationView withTerms(Terms next) {
    return with(draft -> draft.terms = next);
  }

  MigrationView withProgress(@Nullable Progress next) {
    return with(draft -> draft.progress = next);
  }

  MigrationView withDecision(EscalationDecided next) {
    return with(draft -> {
      draft.decision = next;
      draft.decisions++;
    });
  }

  MigrationView withEnd(@Nullable End next) {
    return with(draft -> draft.end = next);
  }

  MigrationView withShare(Share next) {
    return with(draft -> draft.share = next);
  }

  MigrationView withReady(int next) {
    return with(draft -> draft.readyAttempt = next);
  }

  private MigrationView with(Consumer<Draft> change) {
    var draft = new Draft(this);
    change.accept(draft);
    return draft.view();
  }

  /** The next view while it is made from this one: what is not changed stays. */
  private static final class Draft {
    private final MigrationId id;
    private long sequence;
    private @Nullable Asked asked;
    private Place place;
    private Course course;
    private @Nullable Terms terms;
    private @Nullable Progress progress;
    private @Nullable EscalationDecided decision;
    private int decisions;
    private @Nullable End end;
    private @Nullable Share share;
    private @Nullable Integer readyAttempt;

    Draft(MigrationView view) {
      id = view.id;
      sequence = view.sequence;
      asked = view.asked;
      place = view.place;
      course = view.course;
      terms = view.terms;
      progress = view.progress;
      decision = view.decision;
      decisions = view.decisions;
      end = view.end;
      share = view.share;
      readyAttempt = view.readyAttempt;
    }

    MigrationView view() {
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
          share,
          readyAttempt);
    }
  }
}
