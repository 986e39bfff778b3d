package io.godwit.scheduler.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.BytesPerSecond;
import io.godwit.events.GuestLabels;
import io.godwit.events.HostId;
import io.godwit.events.Reason;
import io.godwit.events.agent.Fact.Answer;
import io.godwit.events.agent.GuestState;
import io.godwit.events.plan.PlanMade.Weight;
import io.godwit.scheduler.dispatch.Fleet.Phase;
import io.godwit.scheduler.dispatch.Limits;
import io.godwit.scheduler.dispatch.Scene;
import io.godwit.scheduler.dispatch.Waiting;
import io.godwit.scheduler.dispatch.Waits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PlacementsTest {
  private final Scene scene =
      new Scene(4000, "host1", "host2", "host3", "host4").guest("host1", "a", 500);

  @Test
  void whatIsEqualIsOrderedById() {
    assertThat(order(it -> {})).containsExactly("host2", "host3", "host4");
  }

  @Test
  void moreHeadroomIsBetter() {
    scene.guest("host2", "x", 2000).guest("host3", "y", 1000);
    assertThat(order(it -> {})).containsExactly("host4", "host3", "host2");
    assertThat(best().weights().getFirst())
        .isEqualTo(new Weight("headroom", 0.85, "3400.0 MiB of 4000.0 MiB stay free"));
  }

  @Test
  void fasterWayIsBetter() {
    scene.links.put("host1", 10 * Scene.LINK);
    scene.links.put("host4", 4 * Scene.LINK);
    scene.links.put("host3", 2 * Scene.LINK);
    assertThat(order(it -> {})).containsExactly("host4", "host3", "host2");
  }

  @Test
  void hostWhereItCouldStartAtOnceGoesBeforeAnyOtherAndTheOtherSaysWhatItWaitsFor() {
    scene.guest("host3", "busy", 64).guest("host4", "y", 3000);
    scene.flies("busy", 64, "host3", "host2", Phase.MOVING, Reason.USER);
    var ranked = rank(it -> {});
    assertThat(ranked)
        .extracting(one -> one.host().value())
        .containsExactly("host3", "host4", "host2");
    assertThat(ranked.getLast().reason())
        .startsWith("it suits; the link into host2 has 0.0 MiB/s free");
  }

  @Test
  void affinityDrawsTogetherAndAntiAffinityApart() {
    label("host3", new GuestLabels(null, null, "app", null));
    label("host2", new GuestLabels(null, null, null, "db"));
    assertThat(order(it -> it.labels = new GuestLabels(null, null, "app", "db")))
        .containsExactly("host3", "host4", "host2");
    assertThat(order(it -> {})).containsExactly("host4", "host2", "host3");
  }

  @Test
  void guestOnItsWayCountsForAffinityWithTheLabelsThatItsSourceTold() {
    var labels = new GuestLabels(null, null, null, "db");
    scene.guest("host1", Scene.spec("b", 64), GuestState.RUNNING, labels);
    scene.flies("b", 64, "host1", "host2", Phase.AHEAD, Reason.USER);
    assertThat(order(it -> it.labels = labels)).containsExactly("host3", "host4", "host2");
  }

  @Test
  void answersSoFarCount() {
    var answers = Map.of(host("host2"), Answer.PROBABLY_NO, host("host4"), Answer.YES);
    assertThat(order(it -> it.answers = answers)).containsExactly("host4", "host3", "host2");
  }

  @Test
  void leastTriedGoesFirstThenThePreferred() {
    var cutOff = List.of(new Waiting.Refusal(host("host2"), false, "cut off"));
    assertThat(order(it -> it.tried = cutOff)).containsExactly("host3", "host4", "host2");
    assertThat(
            order(it -> {
              it.tried = cutOff;
              it.preferred = host("host4");
            }))
        .containsExactly("host4", "host3", "host2");
  }

  @Test
  void thoseThatDoNotSuitComeLastWithTheirReasonAndWithoutAnythingElse() {
    scene.guest("host2", "x", 3900);
    var ranked = rank(it -> {});
    assertThat(ranked.getLast())
        .isEqualTo(
            new Ranked(
                host("host2"),
                false,
                "it has 100.0 MiB free, 600.0 MiB are needed",
                null,
                List.of(),
                null,
                null,
                null,
                null));
  }

  @Test
  void planSaysSettingsAndCourseOfEachThatSuits() {
    scene.links.put("host1", 10L << 20);
    scene.links.put("host2", 5L << 20);
    var ranked =
        rank(it -> {}).stream()
            .filter(one -> one.host().equals(host("host2")))
            .findFirst()
            .orElseThrow();
    var course = Objects.requireNonNull(ranked.course());
    var settings = Objects.requireNonNull(ranked.settings());
    assertThat(course.total()).isEqualTo(Duration.ofSeconds(100));
    assertThat(settings.bandwidthLimit()).isNull();
    assertThat(settings.switchoverBandwidth()).isEqualTo(new BytesPerSecond((4L << 20)));
    assertThat(ranked.weights())
        .extracting(Weight::name)
        .containsExactly("headroom", "links", "answers", "affinity", "time");
    assertThat(Objects.requireNonNull(ranked.score()))
        .isEqualTo(ranked.weights().stream().mapToDouble(Weight::value).sum());
  }

  @Test
  void everyValueOfAWeightIsInItsBounds() {
    scene.guest("host2", "x", 2000);
    scene.links.put("host3", 0L);
    var weights = Limits.DEFAULT.placing().weights();
    for (var ranked : rank(it -> {})) {
      assertThat(ranked.weights())
          .allSatisfy(weight ->
              assertThat(weight.value())
                  .isBetween(
                      0.0,
                      switch (weight.name()) {
                        case "headroom" -> weights.headroom();
                        case "links" -> weights.links();
                        case "answers" -> weights.answers();
                        case "affinity" -> weights.affinity();
                        default -> weights.time();
                      }));
    }
  }

  @Test
  void guestThatRunsNowhereHasNoPlan() {
    var nobody = Scene.waiting(Scene.spec("nobody", 1), Reason.USER, Scene.NOW, null);
    assertThat(Placements.rank(scene.fleet(), nobody, Scene.NOW, Limits.DEFAULT)).isEmpty();
  }

  @Test
  void reasonsOfMoreThanTenHostsAreCounted() {
    var names = new String[14];
    for (int i = 0; i < names.length; i++) {
      names[i] = "host" + (10 + i);
    }
    var crowd = new Scene(100, names).guest("host10", "a", 500);
    crowd.waits("a", 500, Reason.USER, 1, null);
    var words = crowd.dispatch().holds().getFirst().input().toString();
    assertThat(words).contains("host20: it has").contains("and 3 more hosts do not suit");
  }

  private void label(String host, GuestLabels labels) {
    scene.guest(host, Scene.spec("at-" + host, 64), GuestState.RUNNING, labels);
  }

  private static HostId host(String name) {
    return new HostId(name);
  }

  private Ranked best() {
    return rank(it -> {}).getFirst();
  }

  private List<String> order(Consumer<Waits> change) {
    return rank(change).stream().map(one -> one.host().value()).toList();
  }

  private List<Ranked> rank(Consumer<Waits> change) {
    var waiting =
        Waits.with(Scene.waiting(Scene.spec("a", 500), Reason.USER, Scene.NOW, null), change);
    return Placements.rank(scene.fleet(), waiting, Scene.NOW, Limits.DEFAULT);
  }
}
