package io.godwit.scheduler.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.EffectivePolicy.LastResort;
import io.godwit.events.agent.AgentEvent.DirtiedIn;
import io.godwit.events.agent.AgentEvent.MigrationEnded.Outcome;
import io.godwit.events.migration.MigrationEvent.CompletionDemanded;
import io.godwit.events.migration.MigrationEvent.MigrationRunning;
import io.godwit.events.migration.MigrationEvent.PolicyRetuned;
import io.godwit.events.migration.MigrationEvent.WishRefused;
import io.godwit.events.request.MigrationRequest.RetuneMigration.Tuning;
import io.godwit.scheduler.forecast.Load;
import io.godwit.scheduler.forecast.Planned;
import io.godwit.scheduler.migration.Input;
import io.godwit.scheduler.policy.Retuning;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WishesTest {
  private static final Instant DEADLINE = Instant.parse("2026-11-21T10:05:00Z");
  private static final Tuning TUNING =
      new Tuning(
          DEADLINE,
          Duration.ofMillis(100),
          30,
          Duration.ofSeconds(2),
          false,
          BytesPerSecond.ofMebi(40),
          LastResort.PAUSE);

  @Test
  void retuningMakesTheNextRevisionOfThePolicy() {
    var story = Story.running().tell(new Input.Tuned(TUNING, "people complain"));

    assertThat(story.said())
        .isInstanceOfSatisfying(
            PolicyRetuned.class,
            e -> {
              assertThat(e.explanation()).isEqualTo("people complain");
              assertThat(e.policy().revision()).isEqualTo(2);
              assertThat(e.policy().deadline()).isEqualTo(DEADLINE);
              assertThat(e.policy().downtimeBudget()).isEqualTo(Duration.ofMillis(100));
              assertThat(e.policy().initialDowntime()).isEqualTo(Duration.ofMillis(100));
              assertThat(e.policy().throttleBudgetPercent()).isEqualTo(30);
              assertThat(e.policy().pauseBudget()).isEqualTo(Duration.ofSeconds(2));
              assertThat(e.policy().postCopyAllowed()).isFalse();
              assertThat(e.policy().lastResort()).isEqualTo(LastResort.PAUSE);
            });
    assertThat(story.state.origin().cap()).isEqualTo(BytesPerSecond.ofMebi(40));
    assertThat(story.state.origin().policy().revision()).isEqualTo(2);
  }

  @Test
  void whatIsRetunedBeforeTheStartIsWhatItStartsWith() {
    var story = Story.ready().tell(new Input.Tuned(TUNING, "quietly")).go().started();

    assertThat(story.said())
        .isInstanceOfSatisfying(
            MigrationRunning.class,
            e -> {
              assertThat(e.policy().revision()).isEqualTo(2);
              assertThat(e.settings().postCopyArmed()).isFalse();
              assertThat(e.settings().maxDowntime()).isEqualTo(Duration.ofMillis(100));
            });
  }

  @Test
  void contradictingWishIsRefusedWithItsField() {
    var pause = new Tuning(null, null, null, null, null, null, LastResort.PAUSE);

    var story = Story.running().tell(new Input.Tuned(pause, "finish it"));

    assertThat(story.said())
        .isInstanceOfSatisfying(
            WishRefused.class, e -> assertThat(e.detail()).startsWith("lastResort"));
    assertThat(story.state.origin().policy().revision()).isEqualTo(1);
  }

  @Test
  void completionIsDemandedWhileItMovesAndRefusedBeforeAndAfter() {
    var wish = new Input.Complete(true, "the host burns");

    assertThat(Story.placed().tell(wish).said()).isInstanceOf(WishRefused.class);
    assertThat(Story.running().tell(wish).said())
        .isInstanceOfSatisfying(
            CompletionDemanded.class,
            e -> {
              assertThat(e.override()).isTrue();
              assertThat(e.explanation()).isEqualTo("the host burns");
            });
    assertThat(Story.verifying(Outcome.SUCCEEDED).tell(wish).said())
        .isInstanceOfSatisfying(
            WishRefused.class,
            e -> assertThat(e.detail()).isEqualTo("the job is over or in doubt"));
  }

  @Test
  void hostThatForbidsPostCopyDisarmsIt() {
    var story = Story.ready();
    var go =
        new Input.Go(Story.SETTINGS, null, List.of(Story.DESTINATION), List.of(), "slots are free");

    story.tell(go).started();

    assertThat(story.said())
        .isInstanceOfSatisfying(
            MigrationRunning.class,
            e -> {
              assertThat(e.policy().postCopyAllowed()).isFalse();
              assertThat(e.settings().postCopyArmed()).isFalse();
              assertThat(e.planned())
                  .contains("Post-copy is not armed: " + Story.DESTINATION + " forbids it.");
            });
  }

  @Test
  void whatThePolicyAsksOfTheLinksIsKeptForItsAttemptOnly() {
    var wanted = BytesPerSecond.ofMebi(300);
    var story = Story.running();

    story.tell(new Input.AsksBandwidth(story.state.attempts() + 1, wanted));
    assertThat(story.state.attemptOrThrow().asked()).isNull();
    story.tell(new Input.AsksBandwidth(story.state.attempts(), wanted));
    assertThat(story.state.attemptOrThrow().asked()).isEqualTo(wanted);
  }

  @Test
  void throttlingIsArmedOnlyWhereThePolicyAllowsItAndItIsNeeded() {
    var policy = Story.running().state.origin().policy();
    var allows = Retuning.of(policy, new Tuning(null, null, 50, null, null, null, null));
    var go =
        new Input.Go(
            Story.SETTINGS, BytesPerSecond.ofMebi(60), List.of(), List.of(), "slots are free");

    assertThat(Planned.of(allows, go, hot(200), Instant.EPOCH).settings().autoConverge())
        .isNotNull();
    assertThat(Planned.of(allows, go, hot(1), Instant.EPOCH).settings().autoConverge()).isNull();
    assertThat(Planned.of(policy, go, hot(200), Instant.EPOCH).settings().autoConverge()).isNull();
    assertThat(Planned.of(allows, go, hot(200), Instant.EPOCH).outset().predicted()).isNotNull();
  }

  /** One that writes to so many mebibytes in a second. */
  private static Load hot(int mebi) {
    return new Load(Bytes.ofMebi(512), Bytes.ZERO, null)
        .dirtying(List.of(new DirtiedIn(Duration.ofSeconds(1), Bytes.ofMebi(mebi))));
  }
}
