package io.godwit.agent.host;

import io.godwit.agent.host.HostView.Reach;
import io.godwit.events.agent.Fact;
import io.godwit.events.agent.Fact.Answer;

/**
 * Whether the two hosts reach each other. Tried from here to the source, the way back of the one
 * that a migration takes, so that neither answer is firm.
 */
final class ReachFacts {
  private ReachFacts() {}

  static Fact migrationNetwork(Answering answering) {
    var name = "migration-network";
    return switch (answering.host().source()) {
      case Reach.Reached(var address, var took) ->
          answering.passing(
              name,
              Answer.PROBABLY_YES,
              "the source is reached from here",
              "%s in %d ms".formatted(address, took.toMillis()));
      case Reach.Failed(var address, var words) ->
          answering.passing(
              name,
              Answer.PROBABLY_NO,
              "the source is not reached from here",
              address + ": " + words);
      case Reach.NotTried(var why) -> answering.passing(name, Answer.NO_IDEA, why, "");
    };
  }
}
