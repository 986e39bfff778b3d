package io.godwit.agent.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.agent.job.Input.Removed.Outcome;
import io.godwit.events.agent.AgentEvent.DestinationTornDown;
import io.godwit.events.agent.AgentEvent.GuestStateReported;
import io.godwit.events.agent.GuestState;
import org.junit.jupiter.api.Test;

class UndoTest {
  private final StorageScene story = StorageScene.prepared(1);
  private final Scene scene = story.scene;

  @Test
  void lastMadeGoesFirstAndThenItIsAnswered() {
    var tearDown = story.tearDown(1);
    assertThat(scene.commanded(tearDown)).isEmpty();
    assertThat(story.wanted().made()).isEqualTo(StorageScene.VOLUME);

    assertThat(story.removed(Outcome.GONE)).isEmpty();
    assertThat(story.wanted().made()).isEqualTo(StorageScene.POOL);

    assertThat(story.removed(Outcome.KEPT))
        .singleElement()
        .isInstanceOfSatisfying(
            DestinationTornDown.class,
            e -> assertThat(e.answers()).isEqualTo(tearDown.order().sequence()));
    assertThat(story.held()).isEmpty();
    assertThat(scene.state.isWaiting()).isFalse();
  }

  @Test
  void nothingMadeIsAnsweredAtOnce() {
    var empty = new StorageScene();

    assertThat(empty.scene.commanded(empty.tearDown(1)))
        .hasOnlyElementsOfType(DestinationTornDown.class);
  }

  @Test
  void laterAttemptsThingsStay() {
    var second = StorageScene.prepared(2);

    assertThat(second.scene.commanded(second.tearDown(1)))
        .hasOnlyElementsOfType(DestinationTornDown.class);
    assertThat(second.held()).hasSize(2);
  }

  @Test
  void whatStaysIsTriedAgainAndAnsweredOnlyWhenItIsGone() {
    scene.commanded(story.tearDown(1));
    assertThat(story.removed(Outcome.LATER)).isEmpty();
    assertThat(scene.state.isWaiting()).isTrue();
    assertThat(scene.effects.getLast()).isInstanceOf(Effect.TryLater.class);

    scene.effects.clear();
    scene.commanded(story.tearDown(1));
    story.removed(Outcome.LATER);
    assertThat(scene.last(Effect.TryLater.class)).as("one clock is enough").isNull();

    scene.on(new Input.TryAgain());
    story.removed(Outcome.GONE);
    assertThat(story.removed(Outcome.GONE))
        .as("both that asked")
        .hasOnlyElementsOfType(DestinationTornDown.class)
        .hasSize(2);
  }

  @Test
  void restartedAgentGoesOnByItself() {
    scene.commanded(story.tearDown(1));
    story.removed(Outcome.LATER);
    scene.state = JobState.of(Scene.SOURCE, scene.state.history(), 5000);
    scene.effects.clear();

    assertThat(scene.state.history().owesATearDown()).isTrue();
    scene.on(new Input.AgentRestarted());
    story.removed(Outcome.GONE);
    story.removed(Outcome.GONE);
    assertThat(scene.state.history().owesATearDown()).isFalse();
    assertThat(scene.state.history().isOver()).isTrue();

    assertThat(scene.commanded(story.tearDown(1)))
        .as("whoever asks again is answered")
        .hasOnlyElementsOfType(DestinationTornDown.class);
  }

  @Test
  void restartedAgentKeepsWhatIsNotToGo() {
    scene.state = JobState.of(Scene.SOURCE, scene.state.history(), 5000);
    scene.effects.clear();

    scene.on(new Input.AgentRestarted());

    assertThat(scene.effects).isEmpty();
    assertThat(story.held()).hasSize(2);
  }

  @Test
  void arrivedGuestGetsWhatWasMadeForIt() {
    var told = scene.told(story.report(1));
    scene.on(new Input.Commanded(told));
    scene.on(new Input.GuestRead(told, GuestState.PAUSED_MIGRATING, true, null));
    scene.on(new Input.GuestRead(told, GuestState.RUNNING, true, null));
    scene.on(new Input.GuestRead(told, GuestState.RUNNING_POST_COPY, false, null));
    assertThat(story.held()).hasSize(2);

    assertThat(scene.on(new Input.GuestRead(told, GuestState.RUNNING, false, null)))
        .hasOnlyElementsOfType(GuestStateReported.class);
    assertThat(story.held()).isEmpty();
    assertThat(scene.commanded(story.tearDown(1))).hasOnlyElementsOfType(DestinationTornDown.class);
    assertThat(scene.last(Effect.Remove.class)).isNull();
  }
}
