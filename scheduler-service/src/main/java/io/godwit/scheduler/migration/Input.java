package io.godwit.scheduler.migration;

import io.godwit.events.BytesPerSecond;
import io.godwit.events.GuestLabels;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.Require;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.agent.GuestNeeds;
import io.godwit.events.agent.GuestSpec;
import io.godwit.events.agent.StartSettings;
import io.godwit.events.migration.RejectionReason;
import io.godwit.events.request.MigrationRequest.RetuneMigration.Tuning;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a migration is told. */
public sealed interface Input {

  /** The answer to the question which guest is meant, and whether it may move. */
  sealed interface Admission extends Input {}

  /**
   * The guest is known and may move.
   *
   * @param paused whether it stands still by a user's wish
   * @param labels what its metadata says
   * @param delay of its turn, for its project's fair share
   */
  record Admitted(
      GuestSpec guest, HostId source, boolean paused, GuestLabels labels, Duration delay)
      implements Admission {

    /** One whose turn is not delayed. */
    public Admitted(GuestSpec guest, HostId source, boolean paused, GuestLabels labels) {
      this(guest, source, paused, labels, Duration.ZERO);
    }

    /** One of which no labels are known. */
    public Admitted(GuestSpec guest, HostId source, boolean paused) {
      this(guest, source, paused, GuestLabels.NONE);
    }

    /** The same with its turn delayed. */
    public Admitted delayedBy(Duration fair) {
      return new Admitted(guest, source, paused, labels, fair);
    }
  }

  /** The request cannot be carried out; {@code field} is the one at fault. */
  record Refused(RejectionReason reason, String field, String detail) implements Admission {}

  /** Not all hosts have said yet what they run. */
  record NotYet(String detail) implements Admission {}

  /** The dispatch chose its hosts and claimed what it needs there. */
  record Placed(Placement placement) implements Input {}

  /**
   * The dispatch gave it its slots: it may start.
   *
   * @param settings what the links give it
   * @param rate that it gets; absent: not known
   * @param postCopyForbidden hosts that want no post-copy
   * @param behind those from the same host as whose jobs end it begins; empty: at once
   * @param why it may go now
   */
  record Go(
      StartSettings settings,
      @Nullable BytesPerSecond rate,
      List<HostId> postCopyForbidden,
      List<MigrationId> behind,
      String why)
      implements Input {
    public Go {
      postCopyForbidden = Require.list(postCopyForbidden);
      behind = Require.list(behind);
    }

    /** One of whose rate nothing is known, between hosts that allow whatever its policy allows. */
    public Go(StartSettings settings, String why) {
      this(settings, null, List.of(), List.of(), why);
    }
  }

  /** The dispatch takes its slots for a more urgent one. */
  record Preempted(MigrationId by, String detail) implements Input {}

  /** The dispatch divided the links anew; absent: no limit of its own. */
  record Granted(@Nullable BytesPerSecond limit, String why) implements Input {}

  /** The dispatch let it wait. */
  record Waits(String waitingFor) implements Input {}

  /** The dispatch has found no destination for too long, or none is left. */
  record Unplaceable(RejectionReason reason, String field, String detail) implements Input {}

  /** Someone gives it another place in the queue. */
  record Retuned(int priority, String by) implements Input {}

  /** Someone changes what may be done to it. */
  record Tuned(Tuning tuning, String explanation) implements Input {}

  /** Someone wants it finished now. */
  record Complete(boolean override, String explanation) implements Input {}

  /** The policy asks for this much of the links for an attempt. */
  record AsksBandwidth(int attempt, BytesPerSecond wanted) implements Input {}

  /** Someone wants it cancelled. */
  record Cancel(@Nullable String explanation) implements Input {}

  /** The same id was requested again with another body. */
  record Contradicted(String field, String detail) implements Input {}

  /** An agent answered or reported. */
  record FromAgent(AgentEvent event) implements Input {}

  /** The time to look again has come. */
  record Timer() implements Input {}

  /** What an attempt left behind is still there as far as anybody has said: once more. */
  sealed interface Chore extends Input {
    int attempt();

    HostId host();
  }

  /** A destination has to remove what was prepared. */
  record TearDownAgain(int attempt, HostId host) implements Chore {}

  /** The source has to remove the volumes of disks that were copied. */
  record ReleaseAgain(int attempt, HostId host, List<GuestNeeds.Disk> disks) implements Chore {}
}
