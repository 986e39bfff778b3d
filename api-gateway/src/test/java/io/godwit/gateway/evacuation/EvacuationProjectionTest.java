package io.godwit.gateway.evacuation;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.GuestRef;
import io.godwit.events.Reason;
import io.godwit.events.evacuation.EvacuationEvent;
import io.godwit.events.evacuation.EvacuationEvent.EvacuationCancelling;
import io.godwit.events.evacuation.EvacuationEvent.EvacuationEnded;
import io.godwit.events.evacuation.EvacuationEvent.EvacuationPlanned;
import io.godwit.events.evacuation.EvacuationEvent.EvacuationRejected;
import io.godwit.events.evacuation.EvacuationEvent.Outcome;
import io.godwit.events.evacuation.EvacuationEvent.Planned;
import io.godwit.events.request.MigrationRequest.CancelEvacuation.Running;
import io.godwit.events.wire.EventJson;
import io.godwit.gateway.Emptying;
import io.godwit.gateway.Story;
import io.godwit.gateway.evacuation.EvacuationView.Asked;
import io.godwit.gateway.evacuation.EvacuationView.Counts;
import io.godwit.gateway.evacuation.EvacuationView.End;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EvacuationProjectionTest {
  private final Emptying emptying = Emptying.untold();

  @Test
  void aWholeLifeEndsWithWhoIsStillThereAndWhy() {
    assertThat(lived(emptying.life()))
        .isEqualTo(
            new EvacuationView(
                emptying.id(),
                4,
                new Asked(
                    emptying.request(),
                    Reason.EVACUATION,
                    Story.ASKER,
                    emptying.requested().about().at()),
                EvacuationState.INCOMPLETE,
                new Counts(2, 1, 0, 0, 1),
                null,
                emptying.planned().guests(),
                new End(emptying.ended().about().at(), emptying.ended().remaining(), null, null)));
  }

  @Test
  void progressIsCountedWhileItRuns() {
    var planned = lived(emptying.life().subList(0, 2));
    assertThat(planned.state()).isEqualTo(EvacuationState.RUNNING);
    assertThat(planned.counts()).isEqualTo(new Counts(2, 0, 0, 2, 0));
    var progressed = lived(emptying.life().subList(0, 3));
    assertThat(progressed.counts()).isEqualTo(new Counts(2, 0, 1, 1, 0));
    assertThat(progressed.expectedEnd()).isEqualTo(Story.START.plusSeconds(40));
  }

  @Test
  void whatWasSeenAlreadyOrIsOlderChangesNothing() {
    var view = EvacuationView.unknown(emptying.id());
    for (var event : emptying.life()) {
      view = EvacuationProjection.evolve(view, event);
      for (var earlier : emptying.life().subList(0, (int) view.sequence())) {
        assertThat(EvacuationProjection.evolve(view, earlier)).isEqualTo(view);
      }
    }
  }

  @Test
  void aTerminalStateIsTheLastOne() {
    var ended = lived(emptying.life());
    var late =
        new EvacuationEnded(emptying.about(5), Outcome.COMPLETED, 2, List.of(), Duration.ZERO);
    assertThat(EvacuationProjection.evolve(ended, late)).isEqualTo(ended.withSequence(5));
  }

  @Test
  void aLaterPlanReplacesTheGuestsThatItNamesAndAddsTheRest() {
    var again = new Planned(Story.GUEST, emptying.migration(Emptying.STUCK), Duration.ofSeconds(9));
    var newcomer = emptying.planned(new GuestRef(new UUID(0, 77), "late-1"));
    var view =
        EvacuationProjection.evolve(
            lived(emptying.life().subList(0, 2)),
            new EvacuationPlanned(emptying.about(3), List.of(again, newcomer), null));
    assertThat(view.guests()).containsExactly(emptying.planned(Emptying.STUCK), again, newcomer);
    assertThat(view.counts()).isEqualTo(new Counts(3, 0, 0, 3, 0));
    assertThat(view.expectedEnd()).isNull();
  }

  @Test
  void progressDoesNotEndACancel() {
    var cancelling =
        EvacuationProjection.evolve(
            lived(emptying.life().subList(0, 2)),
            new EvacuationCancelling(emptying.about(3), Running.FINISH, null));
    assertThat(cancelling.state()).isEqualTo(EvacuationState.CANCELLING);
    var progressed =
        EvacuationProjection.evolve(
            cancelling,
            new EvacuationEvent.EvacuationProgressed(emptying.about(4), 2, 0, 1, 0, 0, null));
    assertThat(progressed.state()).isEqualTo(EvacuationState.CANCELLING);
    assertThat(progressed.counts()).isEqualTo(new Counts(2, 0, 1, 0, 0));
  }

  @Test
  void aRejectedOneSaysWhy() {
    var asked = new Asked(emptying.request(), Reason.EVACUATION, Story.ASKER, Story.START);
    var view =
        EvacuationProjection.evolve(
            EvacuationView.requested(emptying.id(), asked),
            new EvacuationRejected(emptying.about(1), "host", "there is no host 'host-a'"));
    assertThat(view.state()).isEqualTo(EvacuationState.REJECTED);
    assertThat(view.end())
        .isEqualTo(new End(emptying.about(1).at(), List.of(), "host", "there is no host 'host-a'"));
  }

  @Test
  void aViewSurvivesItsJson() {
    for (int events = 0; events <= 4; events++) {
      var view = lived(emptying.life().subList(0, events));
      var json = EventJson.strict().writeValueAsString(view);
      assertThat(EventJson.tolerant().readValue(json, EvacuationView.class)).isEqualTo(view);
    }
  }

  @Test
  void anEventSourceNamesAnEvacuationOrNone() {
    assertThat(EvacuationView.named("urn:godwit:evacuation:" + emptying.id()))
        .isEqualTo(emptying.id());
    assertThat(EvacuationView.named("urn:godwit:evacuation:nonsense")).isNull();
    assertThat(EvacuationView.named(Story.ASKER)).isNull();
  }

  private EvacuationView lived(List<EvacuationEvent> events) {
    var view = EvacuationView.unknown(emptying.id());
    for (var event : events) {
      view = EvacuationProjection.evolve(view, event);
    }
    return view;
  }
}
