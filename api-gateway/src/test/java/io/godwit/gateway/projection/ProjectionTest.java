package io.godwit.gateway.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.About;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.GuestClass;
import io.godwit.events.Reason;
import io.godwit.events.agent.AgentEvent.DestinationPrepared;
import io.godwit.events.convergence.Outlook;
import io.godwit.events.convergence.Phase;
import io.godwit.events.migration.FailureCause;
import io.godwit.events.migration.MigrationEvent;
import io.godwit.events.migration.MigrationEvent.AttemptFailed;
import io.godwit.events.migration.MigrationEvent.CancelRefused;
import io.godwit.events.migration.MigrationEvent.MigrationCancelled;
import io.godwit.events.migration.MigrationEvent.MigrationCancelling;
import io.godwit.events.migration.MigrationEvent.MigrationFailed;
import io.godwit.events.migration.MigrationEvent.MigrationRecovering;
import io.godwit.events.migration.MigrationEvent.MigrationRejected;
import io.godwit.events.migration.MigrationEvent.MigrationRunning;
import io.godwit.events.migration.MigrationEvent.RequestRefused;
import io.godwit.events.migration.MigrationMode;
import io.godwit.events.migration.RejectionReason;
import io.godwit.events.wire.EventJson;
import io.godwit.gateway.Story;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class ProjectionTest {
  private final Story story = Story.untold();

  @Test
  void aWholeLifeEndsInACompletedView() {
    var view = lived(story.life());
    var end = story.completed(MigrationMode.POST_COPY);
    assertThat(view)
        .isEqualTo(
            new MigrationView(
                story.id(),
                8,
                new Asked(
                    Story.REQUEST,
                    Reason.MAINTENANCE,
                    GuestClass.STANDARD,
                    Story.ASKER,
                    Story.START),
                new Place(Story.GUEST, Story.A, Story.B),
                new Course(
                    MigrationState.COMPLETED,
                    null,
                    Phase.ENDED,
                    1,
                    null,
                    story.running().about().at(),
                    end.about().at()),
                new Terms(Story.POLICY, Story.SETTINGS, null),
                null,
                null,
                0,
                new End(MigrationMode.POST_COPY, end.figures(), null, null, null, null),
                null,
                null));
  }

  @Test
  void eachEventLeadsToItsState() {
    var view = MigrationView.unknown(story.id());
    var states = new java.util.ArrayList<String>();
    for (var event : story.life()) {
      view = Projection.evolve(view, event);
      states.add(view.state() + "/" + view.phase());
    }
    assertThat(states)
        .containsExactly(
            "REQUESTED/null",
            "QUEUED/null",
            "CHECKING/null",
            "PREPARING/null",
            "RUNNING/PRE_COPY",
            "RUNNING/POST_COPY",
            "VERIFYING/null",
            "COMPLETED/null");
  }

  @Test
  void aQueuedViewSaysForWhatItWaits() {
    var view = lived(List.of(story.requested(), story.queued()));
    assertThat(view.course().waitingFor()).isEqualTo("a free outgoing slot on host-a");
    assertThat(Projection.evolve(view, story.checking()).course().waitingFor()).isNull();
  }

  @Test
  void aDuplicateLeavesTheViewAsItWas() {
    var view = MigrationView.unknown(story.id());
    for (var event : story.life()) {
      view = Projection.evolve(view, event);
      assertThat(Projection.evolve(view, event)).isEqualTo(view);
    }
    var decided = Projection.evolve(view, story.postCopyDecided());
    assertThat(Projection.evolve(decided, story.postCopyDecided())).isEqualTo(decided);
    var trend = story.trend(5, 2, Outlook.PLATEAU);
    var trended = Projection.evolve(view, trend);
    assertThat(Projection.evolve(trended, trend)).isEqualTo(trended);
    var sampled = Projection.evolve(trended, story.sample(6, 2));
    assertThat(Projection.evolve(sampled, story.sample(6, 2))).isEqualTo(sampled);
  }

  @Test
  void anOlderEventLeavesTheViewAsItWas() {
    var view = lived(story.life().subList(0, 5));
    for (var event : story.life().subList(0, 5)) {
      assertThat(Projection.evolve(view, event)).isEqualTo(view);
    }
    var later = Projection.evolve(view, story.sample(6, 3));
    assertThat(Projection.evolve(later, story.sample(5, 2))).isEqualTo(later);
    var decided = Projection.evolve(view, story.givenUp());
    assertThat(Projection.evolve(decided, story.postCopyDecided())).isEqualTo(decided);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void writersInAnyOrderAmongEachOtherLeadToTheSameView(long seed) {
    var random = new Random(seed);
    var expected = lived(story.life());
    expected = Projection.evolve(expected, story.postCopyDecided());
    expected = Projection.evolve(expected, story.trend(5, 2, Outlook.PLATEAU));

    var view = MigrationView.unknown(story.id());
    int decideAt = random.nextInt(story.life().size());
    int trendAt = random.nextInt(story.life().size());
    for (int i = 0; i < story.life().size(); i++) {
      if (i == decideAt) {
        view = Projection.evolve(view, story.postCopyDecided());
      }
      if (i == trendAt) {
        view = Projection.evolve(view, story.trend(5, 2, Outlook.PLATEAU));
      }
      view = Projection.evolve(view, story.life().get(i));
      if (i > 0 && random.nextBoolean()) {
        view = Projection.evolve(view, story.life().get(random.nextInt(i)));
      }
    }
    assertThat(view).isEqualTo(expected);
  }

  @Test
  void aTerminalMigrationNeverChangesItsState() {
    var completed = lived(story.life());
    var late =
        new MigrationFailed(story.about(9, 20), FailureCause.HYPERVISOR_ERROR, "late", Story.A);
    var view = Projection.evolve(completed, late);
    assertThat(view.course()).isEqualTo(completed.course());
    assertThat(view.end()).isEqualTo(completed.end());
  }

  @Test
  void theTrendAndTheSampleOfTheSameMomentMakeOneProgress() {
    var view = lived(story.life().subList(0, 5));
    var expected =
        new Progress(
            1,
            6,
            Phase.PRE_COPY,
            2,
            Bytes.ofMebi(240),
            Bytes.ofMebi(310),
            Bytes.ZERO,
            Bytes.ZERO,
            new Forecast(
                6,
                BytesPerSecond.ofMebi(57),
                BytesPerSecond.ofMebi(402),
                1,
                0.25,
                Outlook.PLATEAU,
                null,
                0,
                0,
                null,
                false,
                0,
                null,
                Duration.ZERO));
    view = Projection.evolve(view, story.sample(6, 2));
    view = Projection.evolve(view, story.trend(6, 2, Outlook.PLATEAU));
    assertThat(view.progress()).isEqualTo(expected);
  }

  @Test
  void aNewAttemptBeginsWithoutTheProgressOfTheLast() {
    var view = lived(story.life().subList(0, 5));
    view = Projection.evolve(view, story.sample(6, 2));
    var failed =
        new AttemptFailed(
            story.about(6, 20), Story.B, FailureCause.INTERRUPTED, "libvirtd restarted", List.of());
    view = Projection.evolve(view, failed);
    assertThat(view.state()).isEqualTo(MigrationState.QUEUED);
    assertThat(view.end())
        .isEqualTo(
            new End(null, null, FailureCause.INTERRUPTED, null, "libvirtd restarted", Story.A));
    var again =
        new MigrationRunning(
            new About(story.id(), 2, 7, Story.START.plusSeconds(30)),
            Story.GUEST,
            Story.A,
            Story.B,
            Story.POLICY,
            Story.SETTINGS);
    view = Projection.evolve(view, again);
    assertThat(view.progress()).isNull();
    assertThat(view.end()).isNull();
    assertThat(view.course().attempt()).isEqualTo(2);
    assertThat(view.course().startedAt()).isEqualTo(again.about().at());
  }

  @Test
  void aRefusedCancelLeadsBackToWhereItWas() {
    var running = lived(story.life().subList(0, 5));
    var cancelling =
        Projection.evolve(running, new MigrationCancelling(story.about(6, 20), "operator"));
    assertThat(cancelling.state()).isEqualTo(MigrationState.CANCELLING);
    var refused =
        Projection.evolve(cancelling, new CancelRefused(story.about(7, 21), "post-copy began"));
    assertThat(refused).isEqualTo(running.withSequence(7));
  }

  @Test
  void theOtherEndsCarryTheirCauses() {
    var running = lived(story.life().subList(0, 5));
    assertThat(
            Projection.evolve(
                    running,
                    new MigrationFailed(
                        story.about(6, 20), FailureCause.HOPELESS, "given up", Story.A))
                .end())
        .isEqualTo(new End(null, null, FailureCause.HOPELESS, null, "given up", Story.A));
    assertThat(
            Projection.evolve(running, new MigrationCancelled(story.about(6, 20), "not today"))
                .end())
        .isEqualTo(new End(null, null, null, null, "not today", null));
    var rejected =
        new MigrationRejected(
            story.about(6, 20), RejectionReason.GUEST_UNKNOWN, "guest", "no such guest", List.of());
    assertThat(Projection.evolve(running, rejected).end())
        .isEqualTo(new End(null, null, null, RejectionReason.GUEST_UNKNOWN, "no such guest", null));
  }

  @Test
  void aBrokenPostCopyIsRecoveringAndThenRunsOn() {
    var view = lived(story.life().subList(0, 6));
    view = Projection.evolve(view, new MigrationRecovering(story.about(7, 20), "link cut"));
    assertThat(view.state()).isEqualTo(MigrationState.RECOVERING);
    view =
        Projection.evolve(view, new MigrationEvent.MigrationSwitchedToPostCopy(story.about(8, 21)));
    assertThat(view.phase()).isEqualTo(Phase.POST_COPY);
  }

  @Test
  void aRefusedSecondRequestChangesNothing() {
    var view = lived(story.life().subList(0, 2));
    var refused = new RequestRefused(story.about(3, 5), "destination", "another one");
    assertThat(Projection.evolve(view, refused)).isEqualTo(view.withSequence(3));
  }

  @Test
  void aPreparedDestinationIsKnownWhicheverWriterIsReadFirst() {
    var prepared = new DestinationPrepared(story.about(2, 4), Story.B, 4, List.of());
    var last = Projection.evolve(lived(story.life().subList(0, 4)), prepared);
    assertThat(last.isReady()).isTrue();
    var first = Projection.evolve(lived(story.life().subList(0, 2)), prepared);
    assertThat(first.isReady()).isFalse();
    for (var event : story.life().subList(2, 4)) {
      first = Projection.evolve(first, event);
    }
    assertThat(first).isEqualTo(last);
    assertThat(Projection.evolve(last, prepared)).isEqualTo(last);
    assertThat(Projection.evolve(last, story.running()).isReady()).isFalse();
  }

  @Test
  void aViewThatAnEarlierVersionWroteIsStillRead() {
    var view = Projection.evolve(lived(story.life().subList(0, 5)), story.sample(6, 2));
    ObjectNode json = EventJson.strict().valueToTree(view);
    ((ObjectNode) json.get("progress")).remove(List.of("diskTotalBytes", "diskRemainingBytes"));
    var read = EventJson.tolerant().treeToValue(json, MigrationView.class);
    assertThat(json.has("share") || json.has("readyAttempt") || json.get("asked").has("priority"))
        .isFalse();
    assertThat(read.course()).isEqualTo(view.course());
    assertThat(read.progress()).isNotNull().extracting(Progress::diskTotal).isNull();
  }

  @Test
  void aViewSurvivesItsJson() {
    var view = lived(story.life());
    view = Projection.evolve(view, story.postCopyDecided());
    view = Projection.evolve(view, story.trend(5, 2, Outlook.CONVERGES));
    var json = EventJson.strict().writeValueAsString(view);
    assertThat(EventJson.tolerant().readValue(json, MigrationView.class)).isEqualTo(view);
  }

  private MigrationView lived(List<MigrationEvent> events) {
    var view = MigrationView.unknown(story.id());
    for (var event : events) {
      view = Projection.evolve(view, event);
    }
    return view;
  }
}
