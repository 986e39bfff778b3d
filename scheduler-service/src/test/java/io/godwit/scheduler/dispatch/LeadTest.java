package io.godwit.scheduler.dispatch;

import static io.godwit.scheduler.dispatch.Scene.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.BytesPerSecond;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.Reason;
import io.godwit.events.agent.StartSettings;
import io.godwit.events.host.HostSettings;
import io.godwit.scheduler.dispatch.Fleet.Phase;
import io.godwit.scheduler.dispatch.Limits.Slots;
import io.godwit.scheduler.placement.Atlas;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The next one starts as those end that fill its link, and not only when they have ended. */
class LeadTest {
  private static final Duration LEAD = Duration.ofMillis(500);
  private static final Limits LIMITS = Limits.DEFAULT.with(Limits.Links.DEFAULT.with(LEAD));

  /** A half of what a link of the scene may be told to carry in a switch-over. */
  private static final BytesPerSecond HALF = new BytesPerSecond(400_000);

  private static final BytesPerSecond WHOLE = new BytesPerSecond(800_000);
  private static final BytesPerSecond CAP = new BytesPerSecond(500_000);

  private final Scene scene = new Scene(8192, "host1", "host2", "host3");
  private final Map<MigrationId, Instant> ends = new HashMap<>();

  @Test
  void readyOneStandsByBehindTheOneBeforeItThatIsPredictedToEndWithinTheLead() {
    moves("a", "host2", WHOLE);
    ready("b", "host3");
    assertThat(goes(LIMITS)).as("nothing is predicted").isEmpty();
    ends.put(id("a"), Scene.NOW.plusMillis(501));
    assertThat(goes(LIMITS)).as("it ends too late").isEmpty();
    ends.put(id("a"), Scene.NOW.plusMillis(500));
    assertThat(goes(LIMITS)).containsExactly(id("b"));
    assertThat(behind(LIMITS)).containsExactly(id("a"));
    assertThat(promised(LIMITS)).as("it has the link for itself").isEqualTo(WHOLE);
    assertThat(goes(Limits.DEFAULT)).as("without a lead").isEmpty();
  }

  @Test
  void oneThatFindsItsWayFreeWaitsForNobody() {
    scene.links.put("host2", Scene.LINK / 2);
    moves("a", "host2", HALF);
    ready("b", "host3");
    ends.put(id("a"), Scene.NOW);
    assertThat(goes(LIMITS)).containsExactly(id("b"));
    assertThat(behind(LIMITS)).isEmpty();
  }

  @Test
  void whoStandsByTakesNothingOfTheLinksUntilTheOneBeforeItHasEnded() {
    cap(500_000);
    moves("a", "host2", HALF);
    limited(500_000);
    standsBy("b", "host3", "a");
    limited(500_000);
    assertThat(dispatch(LIMITS).grants()).isEmpty();
    ready("c", "host2");
    ends.put(id("a"), Scene.NOW);
    assertThat(goes(LIMITS)).as("one at a time").isEmpty();
  }

  @Test
  void linkThatMayBeFilledDividesItself() {
    comesFromElsewhere("a", HALF);
    ready("b", "host3");
    ends.put(id("a"), Scene.NOW);
    var dispatch = dispatch(LIMITS);
    assertThat(dispatch.goes().getFirst().input().settings().bandwidthLimit()).isNull();
    assertThat(dispatch.goes().getFirst().input().behind()).isEmpty();
    assertThat(dispatch.grants()).isEmpty();
  }

  @Test
  void capOfAnOperatorHoldsWhoeverEnds() {
    cap(500_000);
    moves("a", "host2", new BytesPerSecond(200_000));
    limited(500_000);
    ready("b", "host3");
    ends.put(id("a"), Scene.NOW);
    assertThat(behind(LIMITS)).containsExactly(id("a"));
    assertThat(dispatch(LIMITS).goes().getFirst().input().settings().bandwidthLimit())
        .isEqualTo(new BytesPerSecond(500_000));
    assertThat(dispatch(LIMITS).grants()).as("the one before goes on as it did").isEmpty();
  }

  @Test
  void capIsWaitedForWhereTheOneBeforeComesFromElsewhere() {
    scene.settings.put("host3", new HostSettings(null, null, CAP, null, List.of()));
    comesFromElsewhere("a", HALF);
    ready("b", "host3");
    ends.put(id("a"), Scene.NOW);
    assertThat(goes(LIMITS)).isEmpty();
  }

  @Test
  void whoStandsByTakesOverTheSlotsOfTheOneBeforeIt() {
    moves("a", "host2", HALF);
    ready("b", "host2");
    ends.put(id("a"), Scene.NOW);
    for (var slots : List.of(new Slots(1, 4, 0, 1), new Slots(4, 1, 0, 1), new Slots(4, 4, 1, 1))) {
      assertThat(goes(LIMITS.with(slots))).as("%s", slots).containsExactly(id("b"));
      assertThat(behind(LIMITS.with(slots))).containsExactly(id("a"));
    }
    standsBy("c", "host2", "a");
    assertThat(goes(LIMITS.with(new Slots(1, 4, 0, 1)))).as("only one does").isEmpty();
  }

  @Test
  void slotsThatItDoesNotTakeOverAreNeverExceeded() {
    moves("a", "host2", HALF);
    scene.links.put("host4", Scene.LINK);
    scene.guest("host4", "x", 64);
    scene.flies("x", 64, "host4", "host3", Phase.MOVING, Reason.USER);
    ready("b", "host3");
    ends.put(id("a"), Scene.NOW);
    assertThat(goes(LIMITS.with(new Slots(4, 1, 0, 1)))).as("incoming of another host").isEmpty();
  }

  @Test
  void whoWasPromisedTheWholeLinkForItsSwitchOverIsNotJoined() {
    comesFromElsewhere("a", WHOLE);
    ready("b", "host3");
    ends.put(id("a"), Scene.NOW);
    assertThat(goes(LIMITS)).isEmpty();
  }

  @Test
  void onlyOneThatIsFollowedFromElsewhereAndMayGoByPostCopyIsPromisedTheHalf() {
    ready("a", "host3");
    assertThat(promised(LIMITS)).isEqualTo(WHOLE);
    scene.guest("host1", "b", 64);
    scene.flies("b", 64, "host1", "host3", Phase.AHEAD, Reason.USER);
    assertThat(promised(LIMITS)).as("the same host lets it wait").isEqualTo(WHOLE);
    scene.guest("host2", "c", 64);
    scene.flies("c", 64, "host2", "host3", Phase.AHEAD, Reason.USER);
    assertThat(promised(LIMITS)).isEqualTo(HALF);
    assertThat(promised(Limits.DEFAULT)).isEqualTo(WHOLE);
    scene.flights.set(
        0, Flies.with(scene.flights.getFirst(), it -> it.settings = settings(null, false)));
    assertThat(promised(LIMITS)).isEqualTo(WHOLE);
  }

  @Test
  void oneThatIsPlacedTogetherWithItFollowsItOnItsWholeWay() {
    scene.links.put("host2", Scene.LINK / 2);
    ready("a", "host2");
    scene.guest("host3", "b", 64);
    scene.waits("b", 64, Reason.USER, 1, "host2");
    assertThat(promised(LIMITS)).isEqualTo(new BytesPerSecond(200_000));
  }

  @Test
  void wrongPredictionLetsNoThirdOneOn() {
    moves("a", "host2", HALF);
    moves("b", "host3", HALF);
    ready("c", "host3");
    ends.put(id("a"), Scene.NOW.minusSeconds(1));
    ends.put(id("b"), Scene.NOW.minusSeconds(1));
    assertThat(behind(LIMITS)).as("it waits for both").containsExactlyInAnyOrder(id("a"), id("b"));
    standsBy("d", "host2", "a");
    assertThat(goes(LIMITS)).as("nor a fourth one").isEmpty();
  }

  @Test
  void eachThatMovesHasASuccessorPreparedOnItsOwnWay() {
    scene.links.put("host2", Scene.LINK / 2);
    scene.links.put("host3", Scene.LINK / 2);
    moves("a", "host2", HALF);
    moves("b", "host3", HALF);
    for (var name : List.of("c", "d", "e")) {
      scene.guest("host1", name, 64);
      scene.waits(name, 64, Reason.USER, 1, null);
    }
    assertThat(dispatch(LIMITS).starts())
        .extracting(start -> start.placed().placement().destination())
        .containsExactlyInAnyOrder(new HostId("host2"), new HostId("host3"));
  }

  private void moves(String name, String destination, BytesPerSecond promised) {
    scene.guest("host1", name, 64);
    scene.flies(name, 64, "host1", destination, Phase.MOVING, Reason.USER);
    butLast(it -> it.settings = settings(promised, true));
  }

  private void ready(String name, String destination) {
    scene.guest("host1", name, 64);
    scene.flies(name, 64, "host1", destination, Phase.READY, Reason.USER);
  }

  private void comesFromElsewhere(String name, BytesPerSecond promised) {
    scene.guest("host2", name, 64);
    scene.flies(name, 64, "host2", "host3", Phase.MOVING, Reason.USER);
    butLast(it -> it.settings = settings(promised, true));
  }

  private void standsBy(String name, String destination, String behind) {
    moves(name, destination, HALF);
    butLast(it -> it.behind = List.of(id(behind)));
  }

  private void limited(long limit) {
    butLast(it -> it.limit = new BytesPerSecond(limit));
  }

  private void butLast(Consumer<Flies> change) {
    scene.flights.set(scene.flights.size() - 1, Flies.with(scene.flights.getLast(), change));
  }

  private void cap(long cap) {
    scene.settings.put(
        "host1", new HostSettings(null, null, new BytesPerSecond(cap), null, List.of()));
  }

  private List<MigrationId> behind(Limits limits) {
    return dispatch(limits).goes().getFirst().input().behind();
  }

  private static StartSettings settings(@Nullable BytesPerSecond promised, boolean postCopy) {
    return new StartSettings(Duration.ofMillis(300), null, promised, postCopy);
  }

  private @Nullable BytesPerSecond promised(Limits limits) {
    return dispatch(limits).goes().getFirst().input().settings().switchoverBandwidth();
  }

  private List<MigrationId> goes(Limits limits) {
    return dispatch(limits).goes().stream().map(Dispatch.Go::migration).toList();
  }

  private Dispatch dispatch(Limits limits) {
    return Dispatcher.dispatch(
        scene.fleet(), scene.queue, ends, scene.now, limits, new Atlas(limits));
  }
}
