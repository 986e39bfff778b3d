package io.godwit.scheduler.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.HostId;
import io.godwit.events.agent.AgentEvent.MigrationEnded.Outcome;
import io.godwit.events.agent.GuestState;
import io.godwit.events.wire.EventJson;
import io.godwit.scheduler.migration.Evolution;
import io.godwit.scheduler.migration.Input;
import io.godwit.scheduler.migration.Migration;
import org.junit.jupiter.api.Test;

class EvolutionTest {

  @Test
  void decisionsStateIsTheFoldOfItsChanges() {
    var before = Story.placed().state;
    var decision = Story.LIFECYCLE.decide(before, new Input.Cancel("x"), before.since());
    var folded = before;
    for (var change : decision.changes()) {
      folded = Evolution.evolve(folded, change);
    }
    assertThat(folded).isEqualTo(decision.state());
  }

  @Test
  void stateOfEveryStageSurvivesTheCodec() {
    assertSurvives(Story.requested((HostId) null, new Input.NotYet("nothing known")).state);
    assertSurvives(Story.requested(Story.DESTINATION).state);
    assertSurvives(Story.placed().state);
    assertSurvives(Story.starting().state);
    assertSurvives(Story.running().cancel().state);
    assertSurvives(Story.running().postCopy().broke().state);
    var verifying = Story.verifying(Outcome.FAILED);
    assertSurvives(verifying.report(Story.SOURCE, GuestState.RUNNING, true).state);
    var failed = Story.verifying(Outcome.FAILED).states(GuestState.RUNNING, GuestState.ABSENT);
    assertSurvives(failed.state);
  }

  private static void assertSurvives(Migration state) {
    var json = EventJson.strict().writeValueAsString(state);
    assertThat(EventJson.tolerant().readValue(json, Migration.class)).isEqualTo(state);
  }
}
