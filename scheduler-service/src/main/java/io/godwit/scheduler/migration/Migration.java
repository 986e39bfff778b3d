package io.godwit.scheduler.migration;

import io.godwit.events.GuestClass;
import io.godwit.events.GuestLabels;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.Require;
import io.godwit.events.agent.Fact;
import io.godwit.events.agent.GuestSpec;
import io.godwit.events.migration.FailureCause;
import io.godwit.events.migration.RejectionReason;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One migration: everything that its next decision needs. It changes by {@link Evolution} only.
 *
 * @param id its identity
 * @param origin what it comes from
 * @param state where it stands
 * @param since when it came there
 * @param guest which guest; absent while it is not looked up
 * @param guestWasPaused whether the guest stood still by a user's wish when it was looked up
 * @param source where the guest runs; absent while it is not looked up
 * @param labels what the guest's metadata says of it
 * @param priority within its reason, as it was asked for or changed to
 * @param turn its place in the queue, the lower the sooner; absent while the guest is not looked up
 * @param attempts how many attempts were dispatched
 * @param current the attempt that holds its claims and slots, or held them last
 * @param tried the attempts that failed
 * @param preferred a host that answered better than the one that was tried; absent: none
 * @param grades the worst answer of each host that was asked, its last
 * @param waitingFor what it waits for in the queue, in words
 * @param heldSince since when no destination has suited, this time; absent: it was not looked for
 * @param notBefore when the back-off ends
 * @param cancel the wish to cancel it, while it can still be granted
 * @param orders the highest sequence of a command; it counts across attempts
 * @param events the highest sequence of an event
 * @param heard the highest sequence that each host was heard with
 * @param questions what waits for an answer
 * @param nextCheckAt when to look again; absent where the dispatch does, or nothing more will come
 * @param end why it ended without moving its guest; absent: it did not
 */
public record Migration(
    MigrationId id,
    Origin origin,
    MigrationState state,
    Instant since,
    @Nullable GuestSpec guest,
    boolean guestWasPaused,
    @Nullable HostId source,
    GuestLabels labels,
    int priority,
    @Nullable Instant turn,
    int attempts,
    @Nullable Attempt current,
    List<Tried> tried,
    @Nullable HostId preferred,
    List<Grade> grades,
    @Nullable String waitingFor,
    @Nullable Instant heldSince,
    @Nullable Instant notBefore,
    @Nullable CancelWish cancel,
    long orders,
    long events,
    List<Heard> heard,
    List<Question> questions,
    @Nullable Instant nextCheckAt,
    @Nullable End end) {

  /** An attempt that failed, and why. */
  public record Tried(HostId host, FailureCause cause, String detail) {}

  /**
   * How it ended without moving its guest.
   *
   * @param cause of a failure; absent: it did not fail
   * @param rejection absent: it was not rejected
   * @param detail in words
   */
  public record End(
      @Nullable FailureCause cause, @Nullable RejectionReason rejection, String detail) {}

  /** The worst that a host said of taking the guest. */
  public record Grade(HostId host, Fact.Answer worst) {}

  /** Someone wants it cancelled. */
  public record CancelWish(@Nullable String explanation, Instant at) {}

  /** The highest sequence heard from a host: what is not higher is a duplicate or came late. */
  public record Heard(HostId host, long sequence) {}

  public Migration {
    Require.present(id, "id");
    Require.present(origin, "origin");
    Require.present(state, "state");
    labels = labels == null ? GuestLabels.NONE : labels;
    tried = Require.list(tried);
    grades = Require.list(grades);
    heard = Require.list(heard);
    questions = Require.list(questions);
  }

  /** One of which nothing has been said yet. */
  public static Migration unborn(MigrationId id, Origin origin) {
    return new Migration(
        id,
        origin,
        MigrationState.REQUESTED,
        origin.requestedAt(),
        null,
        false,
        null,
        GuestLabels.NONE,
        origin.request().priorityOrDefault(),
        null,
        0,
        null,
        List.of(),
        null,
        List.of(),
        null,
        null,
        null,
        null,
        0,
        0,
        List.of(),
        List.of(),
        null,
        null);
  }

  /** The guest, which every state after {@link MigrationState#REQUESTED} has. */
  public GuestSpec guestOrThrow() {
    return present(guest, "guest");
  }

  /** The source, which every state after {@link MigrationState#REQUESTED} has. */
  public HostId sourceOrThrow() {
    return present(source, "source");
  }

  /** The attempt, which every dispatched state has. */
  public Attempt attemptOrThrow() {
    return present(current, "attempt");
  }

  /** What the guest tolerates: the request's word, else the guest's own. */
  public GuestClass guestClass() {
    var asked = origin.request().guestClass();
    var own = asked == null ? labels.guestClass() : asked;
    return own == null ? GuestClass.STANDARD : own;
  }

  /** On whose account it waits: the request's word, else the guest's own; empty: nobody's. */
  public String project() {
    var asked = origin.request().project();
    var own = asked == null ? labels.project() : asked;
    return own == null ? "" : own;
  }

  /** Whether the caller said whereto. */
  public boolean named() {
    return origin.request().destination() != null;
  }

  /**
   * How many attempts have failed. A destination that refused is none, unless there is no other one
   * to go to.
   */
  public int failures() {
    return (int)
        tried.stream()
            .filter(one -> named() || one.cause != FailureCause.DESTINATION_REFUSED)
            .count();
  }

  private <T> T present(@Nullable T value, String what) {
    if (value == null) {
      throw new IllegalStateException("migration " + id + " has no " + what + " in " + state);
    }
    return value;
  }

  public long heardFrom(HostId host) {
    return heard.stream()
        .filter(known -> known.host.equals(host))
        .mapToLong(Heard::sequence)
        .findFirst()
        .orElse(-1);
  }

  private @Nullable Question question(Question.Kind kind, HostId host) {
    return questions.stream()
        .filter(question -> question.kind() == kind && question.host().equals(host))
        .findFirst()
        .orElse(null);
  }

  /** Whether an answer of this kind is still awaited from the host. */
  public boolean asks(Question.Kind kind, HostId host) {
    return question(kind, host) != null;
  }

  public boolean awaits(Question.Kind kind, HostId host, long answers) {
    var question = question(kind, host);
    return question != null && question.answeredBy(host, answers);
  }
}
