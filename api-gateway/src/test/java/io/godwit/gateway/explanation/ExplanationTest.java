package io.godwit.gateway.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.About;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.agent.AgentEvent.CommandRefused;
import io.godwit.events.agent.Order;
import io.godwit.events.agent.RefusalReason;
import io.godwit.events.agent.StartSettings;
import io.godwit.events.convergence.EscalationDecided;
import io.godwit.events.convergence.Outlook;
import io.godwit.events.migration.FailureCause;
import io.godwit.events.migration.MigrationEvent;
import io.godwit.events.migration.MigrationEvent.AttemptFailed;
import io.godwit.events.migration.MigrationEvent.CancelRefused;
import io.godwit.events.migration.MigrationEvent.MigrationCancelled;
import io.godwit.events.migration.MigrationEvent.MigrationCancelling;
import io.godwit.events.migration.MigrationEvent.MigrationFailed;
import io.godwit.events.migration.MigrationEvent.MigrationRecovering;
import io.godwit.events.migration.MigrationEvent.MigrationRejected;
import io.godwit.events.migration.MigrationEvent.MigrationRequested;
import io.godwit.events.migration.MigrationEvent.MigrationRunning;
import io.godwit.events.migration.MigrationEvent.RequestRefused;
import io.godwit.events.migration.MigrationMode;
import io.godwit.events.migration.RejectionReason;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import io.godwit.events.wire.EventJson;
import io.godwit.gateway.Story;
import io.godwit.gateway.explanation.Explanation.Sentence;
import io.godwit.gateway.projection.HistoryEntry;
import io.godwit.gateway.projection.HistoryEntry.Answered;
import io.godwit.gateway.projection.HistoryEntry.Decided;
import io.godwit.gateway.projection.HistoryEntry.Lived;
import io.godwit.gateway.projection.HistoryEntry.Told;
import io.godwit.gateway.projection.MigrationView;
import io.godwit.gateway.projection.Projection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class ExplanationTest {
  private final Story story = Story.untold();

  @Test
  void aPostCopyIsToldFromTheRequestToTheEnd() {
    var told = new ArrayList<Told>(List.of(new Answered(story.applied())));
    told.add(new Decided(story.postCopyDecided()));
    story.life().forEach(event -> told.add(new Lived(event)));

    assertThat(sentences(told))
        .containsExactly(
            "Operator asked to move guest web-1 to host-b; the reason is maintenance, the guest's"
                + " class is standard.",
            "It waited: a free outgoing slot on host-a.",
            "Attempt 1 was to go from host-a to host-b: the request names it.",
            "The destination can take the guest: 1 of 2 facts say yes; cpu-compatible: probably"
                + " yes, the models differ, the flags do not.",
            "Reserved at host-b: 576 MiB of memory.",
            "Pre-copy began under policy standard, version 1: it wants the least work lost, 0.3 s of"
                + " downtime at first, at most 0.5 s, post-copy allowed; if nothing of that suffices, it is given up and the guest"
                + " stays where it is.",
            "The hypervisor was told that the link carries 48 MiB/s while the guest stands still.",
            "After pass 1 the guest rewrote 402 MiB/s, the link carried 57 MiB/s, and 250 MiB"
                + " remained: pre-copy would settle at 251 MiB and need 4.4 s of downtime, while"
                + " 0.3 s was allowed.",
            "Godwit switched to post-copy, because it would not converge, no downtime within the"
                + " budget of 0.5 s suffices, and post-copy is allowed; it expected the end in"
                + " 4.4 s, with 0.1 s of downtime.",
            "Refused was raising the downtime to 0.5 s: 4.4 s are needed, the budget is 0.5 s.",
            "Refused was giving up: post-copy is allowed and finishes it.",
            "The guest ran at host-b from then on and fetched the rest of its memory from host-a.",
            "Host host-a did it: the guest resumed at host-b.",
            "The job was over or in doubt (the source's job succeeded), so both hosts were asked where"
                + " the guest runs.",
            "It ended by post-copy: the guest runs at host-b and nowhere else.",
            "It took 6.2 s, the guest stood still for 12 ms, and 530 MiB were sent.");
  }

  @Test
  void sentencesCarryTheTimeOfTheirEvents() {
    var explanation = explain(List.of(new Lived(story.requested()), new Lived(story.queued())));
    assertThat(explanation.sentences().getLast())
        .isEqualTo(
            new Sentence(Story.START.plusSeconds(1), "It waited: a free outgoing slot on host-a."));
  }

  @Test
  void aRequestWithoutDestinationSaysWhoChooses() {
    var request = new RequestMigration("web-1", null, null, null);
    var asked =
        new MigrationRequested(
            new About(story.id(), 0, 1, Story.START),
            request,
            request.reasonOrDefault(),
            request.guestClassOrDefault(),
            "urn:example:cloud");
    assertThat(sentence(asked))
        .isEqualTo(
            "urn:example:cloud asked to move guest web-1 to a host of Godwit's choice; the reason"
                + " is user, the guest's class is standard.");
  }

  @Test
  void aLimitOfBandwidthIsTold() {
    var settings =
        new StartSettings(Duration.ofMillis(300), BytesPerSecond.ofMebi(64), null, false);
    var running =
        new MigrationRunning(
            story.about(5, 4), Story.GUEST, Story.A, Story.B, Story.POLICY, settings);
    assertThat(sentences(List.of(new Lived(running)))).contains("It may send at most 64 MiB/s.");
  }

  @Test
  void theOtherTurnsOfALifeAreTold() {
    assertThat(sentence(new MigrationRecovering(story.about(7, 9), "the link was cut.")))
        .isEqualTo(
            "The post-copy lost its connection (the link was cut); the guest stood still until it"
                + " was resumed.");
    assertThat(sentence(new MigrationCancelling(story.about(7, 9), "not today")))
        .isEqualTo("A cancel was asked for: not today.");
    assertThat(sentence(new MigrationCancelling(story.about(7, 9), null)))
        .isEqualTo("A cancel was asked for.");
    assertThat(sentence(new CancelRefused(story.about(7, 9), "post-copy has begun")))
        .isEqualTo("The cancel was refused: post-copy has begun.");
    assertThat(sentence(new RequestRefused(story.about(7, 9), "destination", "is host-c")))
        .isEqualTo(
            "Another request under the same key was refused, for its field destination: is"
                + " host-c.");
    assertThat(
            sentence(
                new AttemptFailed(
                    story.about(7, 9), Story.B, FailureCause.INTERRUPTED, "a restart", List.of())))
        .isEqualTo(
            "Attempt 1 failed (interrupted): a restart; the guest ran on at host-a, and another"
                + " attempt followed.");
    assertThat(
            sentence(
                new MigrationFailed(story.about(7, 9), FailureCause.HOPELESS, "given up", Story.A)))
        .isEqualTo("It failed (hopeless): given up; the guest runs on at host-a.");
    assertThat(sentence(new MigrationCancelled(story.about(7, 9), null)))
        .isEqualTo("It was cancelled; the guest runs where it was.");
    assertThat(
            sentence(
                new MigrationRejected(
                    story.about(7, 9),
                    RejectionReason.GUEST_UNKNOWN,
                    "guest",
                    "no such guest",
                    List.of())))
        .isEqualTo("The request was rejected (guest unknown): no such guest.");
  }

  @Test
  void aStepThatTheAgentRefusedIsTold() {
    var refused =
        new CommandRefused(
            story.about(9, 10),
            Story.A,
            Order.Issuer.POLICY,
            1,
            "agent.escalate.v1",
            RefusalReason.DONE,
            "the job has ended");
    assertThat(sentences(List.of(new Answered(refused))))
        .containsExactly("Host host-a did not do it (done): the job has ended.");
  }

  @Test
  void summariesSayHowItWentAndWhy() {
    assertThat(Summary.of(completed(MigrationMode.PRE_COPY, null)))
        .isEqualTo("Pre-copy converged in 4 passes; no step was needed.");
    assertThat(Summary.of(completed(MigrationMode.POST_COPY, story.postCopyDecided())))
        .isEqualTo(
            "Post-copy after pass 1: the guest rewrites 402 MiB/s, the link carries 57 MiB/s, so"
                + " pre-copy would settle at 251 MiB and need 4.4 s of downtime, over the budget of"
                + " 0.5 s.");
    assertThat(Summary.of(completed(MigrationMode.PRE_COPY, story.downtimeRaised())))
        .isEqualTo(
            "Pre-copy converged in 4 passes, after the allowed downtime was raised to 4.5 s: the"
                + " guest rewrites 402 MiB/s, the link carries 57 MiB/s, so pre-copy would settle"
                + " at 251 MiB and need 4.4 s of downtime, within the budget of 5.0 s.");
    assertThat(Summary.of(hopeless()))
        .isEqualTo(
            "Given up after pass 3: the guest rewrites 402 MiB/s, the link carries 57 MiB/s, so"
                + " pre-copy would settle at 251 MiB and need 4.4 s of downtime, over the budget of"
                + " 0.5 s, and nothing that policy standard allows would finish it.");
  }

  @Test
  void aDirtyRateThatIsOnlyALowerBoundIsNotToldAsTheGuestsRate() {
    ObjectNode decided = EventJson.strict().valueToTree(story.postCopyDecided());
    var inputs = (ObjectNode) decided.get("inputs");
    inputs.set("dirtyRateBytesPerSecond", inputs.get("bandwidthBytesPerSecond"));
    var atPlateau = EventJson.strict().treeToValue(decided, EscalationDecided.class);

    assertThat(Summary.of(completed(MigrationMode.POST_COPY, atPlateau)))
        .isEqualTo(
            "Post-copy after pass 1: the guest rewrites pages at least as fast as the link carries"
                + " them (57 MiB/s), so pre-copy would settle at 251 MiB and need 4.4 s of"
                + " downtime, over the budget of 0.5 s.");
  }

  @Test
  void summariesSayHowItStands() {
    var summaries = new ArrayList<String>();
    var view = MigrationView.unknown(story.id());
    for (var event : story.life().subList(0, 7)) {
      view = Projection.evolve(view, event);
      summaries.add(Summary.of(view));
    }
    assertThat(summaries)
        .containsExactly(
            "Requested; the scheduler has not taken it up yet.",
            "Waiting: a free outgoing slot on host-a.",
            "Host host-b is asked whether it can take the guest.",
            "Host host-b makes itself ready for the guest.",
            "Pre-copy: nothing has been seen of it yet.",
            "Post-copy: the guest runs at the destination and fetches the rest of its memory.",
            "The hypervisor's job is over; both hosts are asked where the guest runs.");
    assertThat(Summary.of(running(Outlook.CONVERGES))).isEqualTo("Pre-copy, pass 2: it converges.");
    assertThat(Summary.of(running(Outlook.PLATEAU)))
        .isEqualTo("Pre-copy, pass 2: it does not converge as it stands.");
  }

  @Test
  void amountsAndTimesReadWell() {
    assertThat(Words.time(Duration.ofMillis(12))).isEqualTo("12 ms");
    assertThat(Words.time(Duration.ofMillis(412))).isEqualTo("412 ms");
    assertThat(Words.time(Duration.ofMillis(300))).isEqualTo("0.3 s");
    assertThat(Words.time(Duration.ofMillis(4410))).isEqualTo("4.4 s");
    assertThat(Words.time(Duration.ofSeconds(86))).isEqualTo("1 min 26 s");
    assertThat(Words.rate(new BytesPerSecond(1_572_864))).isEqualTo("1.5 MiB/s");
    assertThat(Words.rate(BytesPerSecond.ZERO)).isEqualTo("0 MiB/s");
    assertThat(Words.amount(io.godwit.events.Bytes.ofMebi(32_768))).isEqualTo("32.0 GiB");
    assertThat(Words.count(1, "pass")).isEqualTo("1 pass");
  }

  private MigrationView running(Outlook outlook) {
    return Projection.evolve(view(story.life().subList(0, 5)), story.trend(5, 2, outlook));
  }

  private MigrationView completed(MigrationMode mode, @Nullable EscalationDecided decided) {
    var view = view(story.life().subList(0, 5));
    view = Projection.evolve(view, story.trend(7, 4, Outlook.FINISHING));
    view = decided == null ? view : Projection.evolve(view, decided);
    return Projection.evolve(view, story.completed(mode));
  }

  private MigrationView hopeless() {
    var view = Projection.evolve(view(story.life().subList(0, 5)), story.givenUp());
    return Projection.evolve(
        view, new MigrationFailed(story.about(6, 12), FailureCause.HOPELESS, "given up", Story.A));
  }

  private MigrationView view(List<MigrationEvent> events) {
    var view = MigrationView.unknown(story.id());
    for (var event : events) {
      view = Projection.evolve(view, event);
    }
    return view;
  }

  private String sentence(MigrationEvent event) {
    var sentences = sentences(List.of(new Lived(event)));
    assertThat(sentences).hasSize(1);
    return sentences.getFirst();
  }

  private List<String> sentences(List<Told> told) {
    return explain(told).sentences().stream().map(Sentence::text).toList();
  }

  private Explanation explain(List<Told> told) {
    var history = told.stream().map(one -> new HistoryEntry("", "", one)).toList();
    return Explanation.of(view(story.life()), HistoryEntry.inOrder(history), Related.NONE);
  }
}
