package io.godwit.agent.job;

import io.godwit.agent.journal.History;
import io.godwit.events.HostId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One migration on this host.
 *
 * @param host this host
 * @param history what survives the agent
 * @param running the job that this host runs for it as the source; absent if none does
 * @param undoing what is being taken away here; absent if nothing is
 * @param sequence of the last event or sample
 */
public record JobState(
    HostId host,
    History history,
    @Nullable Running running,
    @Nullable Undoing undoing,
    long sequence) {

  /**
   * As the journal has it. A job that it says is open is taken up by {@link Input.AgentRestarted}.
   *
   * @param sequence below every one that will be used, above every one that was: microseconds since
   *     the epoch serve, as no agent tells a million events in a second
   */
  public static JobState of(HostId host, History history, long sequence) {
    return new JobState(host, history, null, null, sequence);
  }

  /** The guest whose job this host runs for the migration; absent if it runs none. */
  public @Nullable UUID runningGuest() {
    return running == null ? null : running.guest();
  }

  /** Whether it waits for its time and not for an input, and so must not be forgotten. */
  public boolean isWaiting() {
    return undoing != null || history.owesLettingGo();
  }

  JobState withUndoing(@Nullable Undoing next) {
    return new JobState(host, history, running, next, sequence);
  }

  JobState withRunning(@Nullable Running next) {
    return new JobState(host, history, next, undoing, sequence);
  }

  JobState withHistory(History next) {
    return new JobState(host, next, running, undoing, sequence);
  }

  JobState withSequence(long next) {
    return new JobState(host, history, running, undoing, next);
  }
}
