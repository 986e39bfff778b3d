package io.godwit.agent.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.agent.job.Input.Removed.Outcome;
import io.godwit.agent.journal.JournalEntry.Making;
import io.godwit.agent.storage.Step;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.agent.AgentEvent.DestinationPrepared;
import io.godwit.events.agent.AgentEvent.PreparationFailed;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreparingTest {
  private final StorageScene story = new StorageScene();
  private final Scene scene = story.scene;

  @Test
  void eachStepIsWrittenDownBeforeItIsDone() {
    var told = scene.told(story.prepare(1));
    scene.on(new Input.Commanded(told));
    scene.effects.clear();

    story.seen(told, StorageScene.view(false));

    assertThat(scene.effects).hasExactlyElementsOfTypes(Effect.Remember.class, Effect.Make.class);
    assertThat(((Effect.Remember) scene.effects.getFirst()).entry())
        .isEqualTo(new Making(Scene.MIGRATION, 1, StorageScene.POOL));
    assertThat(((Effect.Make) scene.effects.getLast()).step())
        .isEqualTo(new Step.StartPool("default"));
  }

  @Test
  void factsAreAskedAgainWhenNothingIsLeftToDo() {
    var told = scene.told(story.prepare(1));
    scene.on(new Input.Commanded(told));
    story.seen(told, StorageScene.view(false));
    story.seen(told, StorageScene.view(true));
    assertThat(story.seen(told, StorageScene.view(true, StorageScene.VOLUME))).isEmpty();
    assertThat(scene.last(Effect.InspectHost.class)).isNotNull();

    assertThat(story.inspected(told)).hasOnlyElementsOfType(DestinationPrepared.class).hasSize(1);
    assertThat(story.held()).containsExactlyInAnyOrder(StorageScene.POOL, StorageScene.VOLUME);
  }

  @Test
  void whatIsAskedAgainAfterADeathIsNotMadeTwice() {
    var told = scene.told(story.prepare(1));
    scene.on(new Input.Commanded(told));
    story.seen(told, StorageScene.view(true));
    scene.state = JobState.of(Scene.SOURCE, scene.state.history(), 5000);
    scene.effects.clear();

    scene.on(new Input.Commanded(told));
    story.seen(told, StorageScene.view(true, StorageScene.VOLUME));

    assertThat(scene.last(Effect.Make.class)).isNull();
    assertThat(story.inspected(told)).hasOnlyElementsOfType(DestinationPrepared.class);
  }

  @Test
  void failureIsToldOnlyWhenEverythingMadeIsGone() {
    var told = scene.told(story.prepare(1));
    scene.on(new Input.Commanded(told));
    story.seen(told, StorageScene.view(false));
    story.seen(told, StorageScene.view(true));
    var make = scene.wanted(Effect.Make.class);

    var failed = new Input.StepFailed(told, make.step(), "no space left", false);
    assertThat(scene.on(failed)).isEmpty();
    assertThat(story.held()).as("what was not made is nobody's").containsOnly(StorageScene.POOL);
    assertThat(story.wanted().made()).isEqualTo(StorageScene.POOL);

    assertThat(failure(story.removed(Outcome.GONE)).detail())
        .isEqualTo("volume web.qcow2 of pool default was not made: no space left");
    assertThat(story.held()).isEmpty();
  }

  @Test
  void stepOfWhichNothingIsKnownCountsAsDone() {
    var told = scene.told(story.prepare(1));
    scene.on(new Input.Commanded(told));
    story.seen(told, StorageScene.view(true));
    var make = scene.wanted(Effect.Make.class);

    scene.on(new Input.StepFailed(told, make.step(), "did not answer", true));

    assertThat(story.wanted().made()).isEqualTo(StorageScene.VOLUME);
  }

  @Test
  void anothersVolumeIsLeftAloneAndTold() {
    var told = scene.told(story.prepare(1));
    scene.on(new Input.Commanded(told));

    var events = story.seen(told, StorageScene.view(true, StorageScene.VOLUME));

    assertThat(failure(events).detail()).contains("there is already");
    assertThat(scene.last(Effect.Remove.class)).isNull();
    assertThat(scene.on(new Input.Commanded(told)))
        .as("it is dealt with")
        .hasOnlyElementsOfType(AgentEvent.CommandRefused.class);
  }

  @Test
  void hostThatCannotBeAskedIsToldAndUndone() {
    var told = scene.told(story.prepare(1));
    scene.on(new Input.Commanded(told));
    story.seen(told, StorageScene.view(true));

    scene.on(new Input.PreparationBroke(told, "did not answer"));

    assertThat(failure(story.removed(Outcome.GONE)).detail()).isEqualTo("did not answer");
  }

  @Test
  void whatAnEarlierAttemptLeftGoesFirst() {
    var story = StorageScene.prepared(1);
    var scene = story.scene;
    var told = scene.told(story.prepare(2));

    scene.on(new Input.Commanded(told));
    assertThat(story.wanted()).isEqualTo(new Making(Scene.MIGRATION, 1, StorageScene.VOLUME));
    story.removed(Outcome.GONE);
    story.removed(Outcome.GONE);

    assertThat(scene.effects.getLast()).isInstanceOf(Effect.LookAtStorage.class);
    story.seen(told, StorageScene.view(true));
    assertThat(story.seen(told, StorageScene.view(true, StorageScene.VOLUME))).isEmpty();
    assertThat(story.inspected(told)).hasOnlyElementsOfType(DestinationPrepared.class);
  }

  @Test
  void earlierAttemptsLeftoverThatStaysIsAReasonToFail() {
    var story = StorageScene.prepared(1);
    story.scene.on(new Input.Commanded(story.scene.told(story.prepare(2))));

    var events = story.removed(Outcome.LATER);

    assertThat(failure(events).detail())
        .isEqualTo("what attempt 1 made here is there still: in the words of the host");
    assertThat(story.scene.last(Effect.TryLater.class)).isNotNull();
  }

  private static PreparationFailed failure(List<AgentEvent> events) {
    assertThat(events).hasOnlyElementsOfType(PreparationFailed.class).hasSize(1);
    return (PreparationFailed) events.getFirst();
  }
}
