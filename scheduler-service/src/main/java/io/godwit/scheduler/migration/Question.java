package io.godwit.scheduler.migration;

import io.godwit.events.HostId;

/**
 * A command that waits for its answer. Asked again, it keeps its first sequence: an answer to any
 * of its askings will do.
 *
 * @param kind what was asked
 * @param host who was asked
 * @param first the sequence under which it was asked first
 * @param last the sequence under which it was asked last
 */
public record Question(Kind kind, HostId host, long first, long last) {

  /** What may be asked of a host, with the command's name on the wire, which refusals quote. */
  public enum Kind {
    CHECK("agent.check-facts.v1"),
    MEASURE("agent.measure-dirtying.v1"),
    PREPARE("agent.prepare-destination.v1"),
    START("agent.start-migration.v1"),
    ABORT("agent.abort-migration.v1"),
    STATE("agent.report-guest-state.v1"),
    PAUSE("agent.pause-post-copy.v1"),
    RESUME("agent.resume-post-copy.v1"),
    BANDWIDTH("agent.set-bandwidth.v1"),
    TEAR_DOWN("agent.tear-down.v1"),
    RELEASE("agent.release-source.v1");

    private final String command;

    Kind(String command) {
      this.command = command;
    }

    /** Whether the answer is awaited by the clean-up and not by the migration. */
    boolean isChore() {
      return this == TEAR_DOWN || this == RELEASE;
    }

    /** The command's name on the wire. */
    public String command() {
      return command;
    }
  }

  boolean answeredBy(HostId answering, long answers) {
    return host.equals(answering) && first <= answers && answers <= last;
  }

  Question again(long sequence) {
    return new Question(kind, host, first, sequence);
  }
}
