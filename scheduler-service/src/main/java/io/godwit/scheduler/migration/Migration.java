package io.godwit.scheduler.migration;

import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.Require;
import io.godwit.events.agent.GuestSpec;
import io.godwit.events.migration.FailureCause;
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
 * @param attempts how many attempts were dispatched
 * @param current the attempt that holds its hosts' slots, or held them last
 * @param tried the attempts that failed
 * @param waitingFor what it waits for in the queue, in words
 * @param notBefore when the back-off ends
 * @param cancel the wish to cancel it, while it can still be granted
 * @param orders the highest sequence of a command; it counts across attempts
 * @param events the highest sequence of an event
 * @param heard the highest sequence that each host was heard with
 * @param questions what waits for an answer
 * @param nextCheckAt when to look again; absent where the dispatch does, or nothing more will come
 */
public record Migration(
    MigrationId id,
    Origin origin,
    MigrationState state,
    Instant since,
    @Nullable GuestSpec guest,
    boolean guestWasPaused,
    @Nullable HostId source,
    int attempts,
    @Nullable Attempt current,
    List<Tried> tried,
    @Nullable String waitingFor,
    @Nullable Instant notBefore,
    @Nullable CancelWish cancel,
    long orders,
    long events,
    List<Heard> heard,
    List<Question> questions,
    @Nullable Instant nextCheckAt) {

  /** An attempt that failed, and why. */
  public record Tried(HostId host, FailureCause cause, String detail) {}

  /** Someone wants it cancelled. */
  public record CancelWish(@Nullable String explanation, Instant at) {}

  /** The highest sequence heard from a host: what is not higher is a duplicate or came late. */
  public record Heard(HostId host, long sequence) {}

  public Migration {
    Require.present(id, "id");
    Require.present(origin, "origin");
    Require.present(state, "state");
    tried = Require.list(tried);
    heard = Require.list(heard);
    questions = Require.list(questions);
  }

  /** One of which nothing has been said yet. */
  static Migration unborn(MigrationId id, Origin origin) {
    return new Migration(
        id,
        origin,
        MigrationState.REQUESTED,
        origin.requestedAt(),
        null,
        false,
        null,
        0,
        null,
        List.of(),
        null,
        null,
        null,
        0,
        0,
        List.of(),
        List.of(),
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

  private <T> T present(@Nullable T value, String what) {
    if (value == null) {
      throw new IllegalStateException("migration " + id + " has no " + what + " in " + state);
    }
    return value;
  }

  long heardFrom(HostId host) {
    return heard.stream()
        .filter(known -> known.host.equals(host))
        .mapToLong(Heard::sequence)
        .findFirst()
        .orElse(-1);
  }

  @Nullable Question question(Question.Kind kind, HostId host) {
    return questions.stream()
        .filter(question -> question.kind() == kind && question.host().equals(host))
        .findFirst()
        .orElse(null);
  }

  boolean awaits(Question.Kind kind, HostId host, long answers) {
    var question = question(kind, host);
    return question != null && question.answeredBy(host, answers);
  }
}
