package io.godwit.gateway.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.About;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.DiskCopy;
import io.godwit.events.GuestClass;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.Reason;
import io.godwit.events.agent.AgentEvent.DestinationPrepared;
import io.godwit.events.agent.AgentEvent.SourceReleased;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.Fact;
import io.godwit.events.agent.Fact.Answer;
import io.godwit.events.agent.GuestNeeds.DeviceKind;
import io.godwit.events.agent.HugePages;
import io.godwit.events.agent.StartSettings;
import io.godwit.events.migration.FailureCause;
import io.godwit.events.migration.MigrationEvent;
import io.godwit.events.migration.MigrationEvent.AttemptFailed;
import io.godwit.events.migration.MigrationEvent.BandwidthGranted;
import io.godwit.events.migration.MigrationEvent.BandwidthVerified;
import io.godwit.events.migration.MigrationEvent.Considered;
import io.godwit.events.migration.MigrationEvent.MigrationChecking;
import io.godwit.events.migration.MigrationEvent.MigrationPreempted;
import io.godwit.events.migration.MigrationEvent.MigrationPreparing;
import io.godwit.events.migration.MigrationEvent.MigrationQueued;
import io.godwit.events.migration.MigrationEvent.MigrationRejected;
import io.godwit.events.migration.MigrationEvent.MigrationRequested;
import io.godwit.events.migration.MigrationEvent.MigrationVerifying;
import io.godwit.events.migration.MigrationEvent.PriorityChanged;
import io.godwit.events.migration.RejectionReason;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import io.godwit.gateway.Emptying;
import io.godwit.gateway.Story;
import io.godwit.gateway.evacuation.EvacuationProjection;
import io.godwit.gateway.evacuation.EvacuationView;
import io.godwit.gateway.explanation.Explanation.Sentence;
import io.godwit.gateway.projection.HistoryEntry;
import io.godwit.gateway.projection.HistoryEntry.Answered;
import io.godwit.gateway.projection.HistoryEntry.Lived;
import io.godwit.gateway.projection.HistoryEntry.Told;
import io.godwit.gateway.projection.MigrationView;
import io.godwit.gateway.projection.Projection;
import io.godwit.gateway.projection.Share;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is told of a migration that is not alone: of queue, checks, links and evacuations. */
class BesideOthersTest {
  private static final HostId C = new HostId("host-c");
  private final Story story = Story.untold();

  @Test
  void aMigrationOfAnEvacuationSaysSo() {
    var emptying = Emptying.untold();
    var requested =
        requested(
            new RequestMigration(Story.GUEST.uuid().toString(), null, Reason.EVACUATION, null),
            "urn:godwit:evacuation:" + emptying.id());
    var evacuation =
        EvacuationProjection.evolve(EvacuationView.unknown(emptying.id()), emptying.requested());
    assertThat(sentences(new Related(evacuation, Map.of()), List.of(new Lived(requested))))
        .containsExactly(
            "It is part of the evacuation of host-a that operator asked for.",
            "Guest web-1 was to move to a host of Godwit's choice; the reason is evacuation, the"
                + " guest's class is standard.");
    assertThat(sentences(Related.NONE, List.of(new Lived(requested))))
        .startsWith("It is part of evacuation " + emptying.id() + ".");
  }

  @Test
  void wishesAreTold() {
    var forced =
        new RequestMigration("web-1", Story.B, null, null, true, 20, "shop", DiskCopy.INCREMENTAL);
    assertThat(sentences(requested(forced, Story.ASKER)))
        .containsExactly(
            "Operator asked to move guest web-1 to host-b; the reason is user, the guest's class"
                + " is standard.",
            "The destination is forced: only what would damage the guest or run it twice keeps it"
                + " away.",
            "Its priority is 20.",
            "It waits on the account of project shop.",
            "Of disks that the destination does not see only the top layer is to be copied.");
  }

  @Test
  void aTurnIsWaitedForAndOtherThingsAreNamed() {
    assertThat(sentences(queued("its turn"))).containsExactly("It waited for its turn.");
    assertThat(sentences(queued("host-b is silent")))
        .containsExactly("It waited: host-b is silent.");
  }

  @Test
  void theHostsThatWereLookedAtAreToldWithTheirReasons() {
    var checking =
        new MigrationChecking(
            story.about(3, 2),
            Story.GUEST,
            Story.A,
            Story.B,
            "most room",
            List.of(
                new Considered(Story.B, true, "most room"),
                new Considered(C, true, "less room"),
                new Considered(new HostId("host-d"), false, "it is closed."),
                new Considered(new HostId("host-e"), false, "memory: 1 GiB free")));
    assertThat(sentences(checking))
        .containsExactly(
            "Attempt 1 was to go from host-a to host-b: most room.",
            "Other hosts that would do: host-c, less room.",
            "Left out: host-d, it is closed; host-e, memory: 1 GiB free.");
  }

  @Test
  void ofManyHostsTheFirstAreToldAndTheRestCounted() {
    var many =
        IntStream.range(0, 12)
            .mapToObj(i -> new Considered(new HostId("h" + i), false, "closed"))
            .toList();
    var checking =
        new MigrationChecking(story.about(3, 2), Story.GUEST, Story.A, Story.B, "why", many);
    assertThat(sentences(checking).getLast()).endsWith("h9, closed; and 2 more.");
  }

  @Test
  void whatIsReservedIsTold() {
    var claims =
        new Claims(
            Bytes.ofMebi(576),
            List.of(new HugePages(Bytes.ofMebi(2), Bytes.ofMebi(512))),
            List.of(new Claims.Cell(1, Bytes.ofMebi(512))),
            List.of(4, 5),
            List.of(new Claims.Device(DeviceKind.PCI, "0000:03:00.1", "0000:04:00.1")),
            List.of(
                new Claims.Volume(
                    "vda",
                    "default",
                    "web-1-vda",
                    "qcow2",
                    Bytes.ofMebi(4096),
                    Bytes.ofMebi(5120),
                    List.of())));
    assertThat(sentences(new MigrationPreparing(story.about(4, 3), List.of(), claims)).getLast())
        .isEqualTo(
            "Reserved at host-b: 576 MiB of memory; 512 MiB in pages of 2.0 MiB; 512 MiB of NUMA"
                + " cell 1; CPUs 4, 5; pci device 0000:04:00.1 in place of 0000:03:00.1; 5120 MiB"
                + " of pool default, where disk vda is copied to as web-1-vda (qcow2).");
  }

  @Test
  void whatSpokeAgainstAHostIsToldWithItsEvidence() {
    var facts =
        List.of(
            fact("memory", Answer.NO, "too little is free", "1.0 GiB free, 4.0 GiB needed"),
            fact("cpu", Answer.YES, "the same", ""),
            fact("disk-cache", Answer.NO_IDEA, "not told", ""));
    var failed =
        new AttemptFailed(story.about(5, 4), C, FailureCause.DESTINATION_REFUSED, "memory", facts);
    assertThat(sentences(failed).getLast())
        .isEqualTo(
            "What spoke against host-c: memory: no, too little is free [1.0 GiB free, 4.0 GiB"
                + " needed].");
    var rejected =
        new MigrationRejected(
            story.about(5, 4),
            RejectionReason.DESTINATION_UNSUITABLE,
            "destination",
            "memory",
            facts.subList(1, 3));
    assertThat(sentences(rejected).getLast())
        .isEqualTo("What spoke against the destination: disk-cache: no idea, not told.");
  }

  @Test
  void aForcedDestinationIsNotSaidToBeFine() {
    var forced =
        requested(
            new RequestMigration("web-1", Story.B, null, null, true, null, null, null),
            Story.ASKER);
    var preparing =
        new MigrationPreparing(
            story.about(4, 3),
            List.of(fact("hypervisor-version", Answer.NO, "older", "10.0 < 11.0")),
            Claims.of(Bytes.ZERO));
    assertThat(sentences(Related.NONE, List.of(new Lived(forced), new Lived(preparing))))
        .last()
        .isEqualTo(
            "The destination is taken because the request forces it: 0 of 1 facts say yes;"
                + " hypervisor-version: no, older [10.0 < 11.0].");
  }

  @Test
  void aReadyDestinationThatWaitsForTheLinksIsTold() {
    var ready = new DestinationPrepared(story.about(2, 3), Story.B, 4, List.of());
    var late =
        new MigrationEvent.MigrationRunning(
            story.about(5, 15), Story.GUEST, Story.A, Story.B, Story.POLICY, Story.SETTINGS);
    assertThat(sentences(Related.NONE, List.of(new Answered(ready), new Lived(late))))
        .startsWith("Host host-b was ready, and it waited 12.0 s for its turn on the links.");
    assertThat(
            sentences(
                Related.NONE,
                List.of(
                    new Answered(new DestinationPrepared(story.about(2, 4), Story.B, 4, List.of())),
                    new Lived(story.running()))))
        .noneMatch(sentence -> sentence.contains("ready"));
  }

  @Test
  void theSummaryOfAReadyMigrationSaysForWhatItWaits() {
    var ready = new DestinationPrepared(story.about(2, 3), Story.B, 4, List.of());
    assertThat(Summary.of(Projection.evolve(view(story.life().subList(0, 4)), ready)))
        .isEqualTo("Host host-b is prepared; the migration waits for its turn on the links.");
  }

  @Test
  void changesOfQueueAndLinksAreTold() {
    assertThat(sentences(new PriorityChanged(story.about(3, 2), 50, Story.ASKER)))
        .containsExactly("Operator changed its priority to 50.");
    assertThat(sentences(new PriorityChanged(story.about(3, 2), -5, "urn:example:cloud")))
        .containsExactly("urn:example:cloud changed its priority to -5.");
    assertThat(
            sentences(
                new BandwidthGranted(
                    story.about(6, 5), BytesPerSecond.ofMebi(24), "two share the link of host-a")))
        .containsExactly("It was granted 24 MiB/s of the links: two share the link of host-a.");
    assertThat(sentences(new BandwidthGranted(story.about(6, 5), null, "it is alone")))
        .containsExactly("It was granted all that the links carry: it is alone.");
    assertThat(sentences(verified(23, true)))
        .containsExactly("It kept to its limit of 24 MiB/s: 23 MiB/s were measured.");
    assertThat(sentences(verified(48, false)))
        .containsExactly(
            "The hypervisor took the limit of 24 MiB/s and did not keep to it: 48 MiB/s were"
                + " measured.");
  }

  @Test
  void aLimitThatWasGrantedWithItsReasonIsNotToldAgain() {
    var limit = BytesPerSecond.ofMebi(24);
    var granted = new BandwidthGranted(story.about(5, 4), limit, "two share the link of host-a");
    var running =
        new MigrationEvent.MigrationRunning(
            story.about(6, 5),
            Story.GUEST,
            Story.A,
            Story.B,
            Story.POLICY,
            new StartSettings(Duration.ofMillis(300), limit, null, false));
    var view = view(story.life().subList(0, 4));
    view = Projection.evolve(Projection.evolve(view, granted), running);
    var history =
        List.of(
            new HistoryEntry("", "", new Lived(granted)),
            new HistoryEntry("", "", new Lived(running)));
    assertThat(Explanation.of(view, history, Related.NONE).sentences())
        .extracting(Sentence::text)
        .containsOnlyOnce("It was granted 24 MiB/s of the links: two share the link of host-a.")
        .noneMatch(text -> text.startsWith("It may send at most"));
  }

  @Test
  void whoPreemptsIsNamed() {
    var by = MigrationId.of("urn:test", "by");
    var preempted = new MigrationPreempted(story.about(6, 5), by, "the evacuation of host-a");
    assertThat(sentences(new Related(null, Map.of(by, "db-1")), List.of(new Lived(preempted))))
        .containsExactly(
            "It gave way to the migration of guest db-1 (%s) and was queued again: the evacuation"
                    .formatted(by)
                + " of host-a.");
    assertThat(sentences(preempted).getFirst()).startsWith("It gave way to migration " + by);
  }

  @Test
  void aVerdictAfterAnAbortReadsWell() {
    assertThat(sentences(new MigrationVerifying(story.about(7, 6), "it was aborted")))
        .containsExactly(
            "The job was over or in doubt (it was aborted), so both hosts were asked where the"
                + " guest runs.");
  }

  @Test
  void whatBecameOfTheSourcesDisksIsTold() {
    var released =
        new SourceReleased(
            story.about(9, 14),
            Story.A,
            9,
            List.of("/pool/web-1.qcow2"),
            List.of("/pool/data.img: a domain uses it"));
    assertThat(sentences(Related.NONE, List.of(new Answered(released))))
        .containsExactly(
            "Host host-a removed what was copied from there: /pool/web-1.qcow2.",
            "Host host-a kept: /pool/data.img: a domain uses it.");
  }

  @Test
  void aGrantShowsUntilTheNextAttemptAndItsMeasurementOnlyUnderTheSameLimit() {
    var view = view(story.life().subList(0, 4));
    view =
        Projection.evolve(
            view, new BandwidthGranted(story.about(5, 4), BytesPerSecond.ofMebi(24), "two"));
    view =
        Projection.evolve(
            view,
            new MigrationEvent.MigrationRunning(
                story.about(6, 5), Story.GUEST, Story.A, Story.B, Story.POLICY, Story.SETTINGS));
    view = Projection.evolve(view, verified(7, 48, false));
    assertThat(share(view))
        .isEqualTo(
            new Share(1, BytesPerSecond.ofMebi(24), "two", BytesPerSecond.ofMebi(48), false));
    var other = new BandwidthGranted(story.about(8, 6), BytesPerSecond.ofMebi(12), "four");
    view = Projection.evolve(Projection.evolve(view, other), verified(9, 23, true));
    assertThat(share(view)).isEqualTo(new Share(1, BytesPerSecond.ofMebi(12), "four", null, null));
    var again =
        new MigrationEvent.MigrationRunning(
            new About(story.id(), 2, 10, Story.START.plusSeconds(30)),
            Story.GUEST,
            Story.A,
            Story.B,
            Story.POLICY,
            Story.SETTINGS);
    assertThat(share(Projection.evolve(view, again))).isNull();
  }

  private static @Nullable Share share(MigrationView view) {
    return view.shareNow();
  }

  private BandwidthVerified verified(int mebi, boolean kept) {
    return verified(7, mebi, kept);
  }

  private BandwidthVerified verified(long sequence, int mebi, boolean kept) {
    return new BandwidthVerified(
        story.about(sequence, 6), BytesPerSecond.ofMebi(24), BytesPerSecond.ofMebi(mebi), kept);
  }

  private MigrationRequested requested(RequestMigration request, String by) {
    return new MigrationRequested(
        new About(story.id(), 0, 1, Story.START),
        request,
        request.reasonOrDefault(),
        GuestClass.STANDARD,
        by);
  }

  private MigrationQueued queued(String waitingFor) {
    return new MigrationQueued(story.about(2, 1), Story.GUEST, Story.A, waitingFor);
  }

  private static Fact fact(String name, Answer answer, String reason, String evidence) {
    return new Fact(name, answer, reason, evidence, Story.START);
  }

  private MigrationView view(List<MigrationEvent> events) {
    var view = MigrationView.unknown(story.id());
    for (var event : events) {
      view = Projection.evolve(view, event);
    }
    return view;
  }

  private List<String> sentences(MigrationEvent event) {
    return sentences(Related.NONE, List.of(new Lived(event)));
  }

  /** Of a migration of which this was told, and else went as the story goes. */
  private List<String> sentences(Related related, List<Told> told) {
    var requested =
        told.getFirst() instanceof Lived(MigrationRequested first) ? first : story.requested();
    var view = Projection.evolve(MigrationView.unknown(story.id()), requested);
    for (var event : story.life().subList(1, 8)) {
      view = Projection.evolve(view, event);
    }
    var history = told.stream().map(one -> new HistoryEntry("", "", one)).toList();
    return Explanation.of(view, HistoryEntry.inOrder(history), related).sentences().stream()
        .map(Sentence::text)
        .toList();
  }
}
