package io.godwit.gateway.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.Bytes;
import io.godwit.events.EffectivePolicy;
import io.godwit.events.EffectivePolicy.LastResort;
import io.godwit.events.convergence.Escalation.SwitchToPostCopy;
import io.godwit.events.convergence.Escalation.Throttle;
import io.godwit.events.convergence.EscalationDecided;
import io.godwit.events.convergence.EscalationDecided.DecisionReason;
import io.godwit.events.convergence.EscalationDecided.RefusedAlternative;
import io.godwit.events.convergence.EscalationVerified;
import io.godwit.events.convergence.Eta;
import io.godwit.events.convergence.Outlook;
import io.godwit.events.convergence.Prediction;
import io.godwit.events.migration.MigrationEvent.CompletionDemanded;
import io.godwit.events.migration.MigrationEvent.MigrationRunning;
import io.godwit.events.migration.MigrationEvent.PolicyRetuned;
import io.godwit.events.migration.MigrationEvent.WishRefused;
import io.godwit.events.migration.MigrationMode;
import io.godwit.events.policy.Objective;
import io.godwit.gateway.Story;
import io.godwit.gateway.explanation.Explanation.Sentence;
import io.godwit.gateway.projection.HistoryEntry;
import io.godwit.gateway.projection.HistoryEntry.Decided;
import io.godwit.gateway.projection.HistoryEntry.Lived;
import io.godwit.gateway.projection.HistoryEntry.Seen;
import io.godwit.gateway.projection.HistoryEntry.Told;
import io.godwit.gateway.projection.HistoryEntry.Verified;
import io.godwit.gateway.projection.MigrationView;
import io.godwit.gateway.projection.Projection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was predicted, seen, done, retuned, and how the end compares with it. */
class StepsTakenTest {
  private static final Prediction PREDICTED = predicted(0.9, 4000, 6000);
  private final Story story = Story.untold();

  private static Prediction predicted(double probability, long low, long high) {
    return new Prediction(
        probability,
        new Eta(Duration.ofMillis(low), Duration.ofMillis(high)),
        Duration.ofMillis(100),
        Duration.ofMillis(200),
        Bytes.ofMebi(530));
  }

  private static EffectivePolicy policy(int revision, Duration downtime, boolean postCopy) {
    return new EffectivePolicy(
        "gold",
        3,
        Duration.ofMillis(300),
        downtime,
        postCopy,
        LastResort.PAUSE,
        revision,
        Objective.LEAST_TIME,
        Instant.parse("2026-11-21T12:00:20Z"),
        20,
        1.0,
        Duration.ofSeconds(10),
        true,
        null,
        "nova");
  }

  private MigrationRunning running() {
    return new MigrationRunning(
        story.about(5, 4),
        Story.GUEST,
        Story.A,
        Story.B,
        policy(1, Duration.ofMillis(500), false),
        Story.SETTINGS,
        PREDICTED,
        List.of("post-copy is not armed, since the policy does not allow it"));
  }

  @Test
  void policyPlanAndPredictionAreToldAtTheStart() {
    assertThat(sentences(List.of(new Lived(running()))))
        .containsExactly(
            "Pre-copy began under policy gold, version 3: it wants the least time, to be over by"
                + " 2026-11-21T12:00:20Z, 0.3 s of downtime at first, at most 0.5 s, the guest"
                + " slowed by at most 20 %, post-copy not allowed, a pause of at most 10.0 s; if"
                + " nothing of that suffices, the guest is paused until the rest is sent; beside it"
                + " nova is recorded.",
            "Post-copy is not armed, since the policy does not allow it.",
            "Predicted was the end in 4.0 s to 6.0 s, with 0.1 s of downtime, 0.2 s of work lost"
                + " and 530 MiB to send (90 % likely).");
  }

  @Test
  void eachPassIsToldUnlessADecisionTellsIt() {
    var told = new ArrayList<Told>();
    told.add(new Seen(story.trend(4, 2, Outlook.CONVERGES)));
    told.add(new Seen(story.trend(5, 3, Outlook.PLATEAU)));
    told.add(new Decided(story.postCopyDecided()));

    assertThat(sentences(told))
        .contains(
            "Pass 1 was over: 250 MiB remained, the link carried 57 MiB/s, the guest rewrote"
                + " 402 MiB/s of 256 MiB; it converged (100 % likely), and the end was expected in"
                + " 3.0 s to 5.0 s.")
        .noneMatch(text -> text.startsWith("Pass 2 was over"));
  }

  @Test
  void aDecisionTellsItsPredictionsAndThoseOfWhatItRefused() {
    var sentences = sentences(List.of(new Decided(throttled(false))));
    assertThat(sentences)
        .contains(
            "As it stood, predicted was no end.",
            "Godwit slowed the guest by 20 %, because it would not converge, and slowing the guest"
                + " within the budget of 20 % suffices; it expected the end in 4.0 s to 6.0 s, with"
                + " 0.1 s of downtime, 0.2 s of work lost and 530 MiB to send (90 % likely).",
            "Refused was switching to post-copy: it is not allowed. Predicted of it was the end in"
                + " 1.0 s to 2.0 s, with 0.1 s of downtime, 0.2 s of work lost and 530 MiB to send"
                + " (100 % likely).");
    assertThat(sentences(List.of(new Decided(throttled(true)))))
        .containsExactly(
            "The policy gold, which is only recorded, would have taken this step after pass 1:"
                + " slowing the guest by 20 %, because it would not converge, and slowing the guest"
                + " within the budget of 20 % suffices.");
    assertThat(sentences(List.of(new Verified(verdict()))))
        .containsExactly("Slowing the guest by 20 % did what was expected: 402 to 50 MiB/s.");
  }

  private EscalationVerified verdict() {
    return new EscalationVerified(
        story.about(1, 11),
        Story.A,
        new Throttle(20),
        true,
        Duration.ofSeconds(2),
        "402 to 50 MiB/s");
  }

  private EscalationDecided throttled(boolean shadow) {
    return new EscalationDecided(
        story.about(1, 9),
        Story.A,
        policy(1, Duration.ofMillis(500), false),
        new Throttle(20),
        DecisionReason.THROTTLING_SUFFICES,
        story.trend(5, 2, Outlook.PLATEAU),
        null,
        null,
        List.of(
            new RefusedAlternative(
                new SwitchToPostCopy(), "it is not allowed", predicted(1, 1000, 2000))),
        shadow,
        new Prediction(0, null, Duration.ZERO, Duration.ZERO, Bytes.ZERO),
        PREDICTED);
  }

  @Test
  void operatorsWishesAreToldByWhatTheyChange() {
    var retuned =
        new PolicyRetuned(
            story.about(6, 6), policy(2, Duration.ofSeconds(2), true), "agreed with its owner");
    var sentences =
        sentences(
            List.of(
                new Lived(running()),
                new Lived(retuned),
                new Lived(new CompletionDemanded(story.about(7, 7), false, null)),
                new Lived(
                    new WishRefused(story.about(8, 8), "migration.complete.v1", "too late"))));
    assertThat(sentences)
        .endsWith(
            "An operator changed its policy, to revision 2: the downtime budget from 0.5 s to"
                + " 2.0 s; post-copy from not allowed to allowed, because: agreed with its owner.",
            "An operator wanted it finished at once.",
            "The wish that it be finished at once was refused: too late.");
  }

  @Test
  void theEndIsComparedWithWhatWasPredicted() {
    var told = new ArrayList<Told>();
    told.add(new Lived(running()));
    told.add(new Seen(story.trend(4, 2, Outlook.CONVERGES)));
    told.add(new Decided(throttled(false)));
    told.add(new Lived(story.completed(MigrationMode.PRE_COPY)));
    assertThat(sentences(told))
        .endsWith(
            "At the start 4.0 s to 6.0 s in all were predicted, and it took longer, 6.2 s; 0.1 s of"
                + " downtime were predicted, and it had 12 ms.",
            "Of the last step, slowing the guest by 20 %, the end was expected in 4.0 s to 6.0 s,"
                + " and it took longer, 6.2 s.",
            "Of 1 interval for its end that was told at the ends of passes, 0 held it.",
            "It was over 7.0 s before its deadline.");
  }

  @Test
  void ofManyPassesOnlySomeAreKept() {
    int kept = 0;
    for (int pass = 1; pass <= 5000; pass++) {
      kept += Seen.isKept(story.trend(pass, pass, Outlook.PLATEAU)) ? 1 : 0;
    }
    assertThat(kept).isEqualTo(52);
    assertThat(Seen.isKept(story.trend(1, 2, Outlook.PLATEAU))).isTrue();
    assertThat(Seen.isKept(story.trend(1, 1, Outlook.NO_IDEA))).isFalse();
  }

  private List<String> sentences(List<Told> told) {
    var view = MigrationView.unknown(story.id());
    view = Projection.evolve(view, story.requested());
    for (var one : told) {
      view =
          switch (one) {
            case Lived(var event) -> Projection.evolve(view, event);
            case Decided(var decision) when !decision.shadow() -> Projection.evolve(view, decision);
            default -> view;
          };
    }
    var history = told.stream().map(one -> new HistoryEntry("", "", one)).toList();
    return Explanation.of(view, HistoryEntry.inOrder(history), Related.NONE).sentences().stream()
        .map(Sentence::text)
        .toList();
  }
}
