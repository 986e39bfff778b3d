package io.godwit.agent.job;

import io.godwit.events.agent.AgentCommand;
import io.godwit.events.agent.AgentCommand.AbortMigration;
import io.godwit.events.agent.AgentCommand.CheckFacts;
import io.godwit.events.agent.AgentCommand.Escalate;
import io.godwit.events.agent.AgentCommand.MeasureDirtying;
import io.godwit.events.agent.AgentCommand.PausePostCopy;
import io.godwit.events.agent.AgentCommand.PrepareDestination;
import io.godwit.events.agent.AgentCommand.ReleaseSource;
import io.godwit.events.agent.AgentCommand.ReportGuestState;
import io.godwit.events.agent.AgentCommand.ResumePostCopy;
import io.godwit.events.agent.AgentCommand.SetBandwidth;
import io.godwit.events.agent.AgentCommand.StartMigration;
import io.godwit.events.agent.AgentCommand.TearDown;

/** The commands' event types, by which a refusal names what it refuses. */
public final class CommandNames {
  private CommandNames() {}

  public static String of(AgentCommand command) {
    return switch (command) {
      case CheckFacts _ -> "agent.check-facts.v1";
      case PrepareDestination _ -> "agent.prepare-destination.v1";
      case StartMigration _ -> "agent.start-migration.v1";
      case MeasureDirtying _ -> "agent.measure-dirtying.v1";
      case Escalate _ -> "agent.escalate.v1";
      case AbortMigration _ -> "agent.abort-migration.v1";
      case ReportGuestState _ -> "agent.report-guest-state.v1";
      case PausePostCopy _ -> "agent.pause-post-copy.v1";
      case ResumePostCopy _ -> "agent.resume-post-copy.v1";
      case TearDown _ -> "agent.tear-down.v1";
      case SetBandwidth _ -> "agent.set-bandwidth.v1";
      case ReleaseSource _ -> "agent.release-source.v1";
    };
  }
}
