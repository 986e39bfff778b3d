package io.godwit.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.godwit.events.BytesPerSecond;
import io.godwit.events.Reason;
import io.godwit.events.host.HostSettings;
import io.godwit.scheduler.dispatch.Fleet.Phase;
import io.godwit.scheduler.dispatch.Limits.Links;
import io.godwit.scheduler.dispatch.Limits.Slots;
import io.godwit.scheduler.migration.Input;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GrantsTest {
  private static final Limits LIMITS =
      Limits.DEFAULT.with(new Slots(4, 4, 0, 1)).with(new Links(1, 0, 1, Map.of(), null, 0.8));

  private final Scene scene = new Scene(8192, "host1", "host2", "host3");

  @Test
  void oneThatHasTheWholeWayNeedsNoLimit() {
    moves("a", null);
    assertThat(scene.dispatch(LIMITS).grants()).isEmpty();
  }

  @Test
  void startOfAnotherHalvesItsShareAndTheEndGivesItBack() {
    moves("a", null);
    scene.guest("host1", "b", 64);
    scene.flies("b", 64, "host1", "host3", Phase.READY, Reason.USER);
    var dispatch = scene.dispatch(LIMITS);
    assertThat(dispatch.goes().getFirst().input().settings().bandwidthLimit())
        .isEqualTo(new BytesPerSecond(500_000));
    assertThat(dispatch.grants())
        .containsExactly(
            new Dispatch.Grant(
                Scene.id("a"),
                new Input.Granted(
                    new BytesPerSecond(500_000),
                    "it gets 0.5 MiB/s of the link out of host1, on which 2 move")));
    scene.flights.clear();
    moves("a", 500_000L);
    assertThat(scene.dispatch(LIMITS).grants())
        .containsExactly(
            new Dispatch.Grant(
                Scene.id("a"),
                new Input.Granted(null, "it has the link out of host1 for itself, 1.0 MiB/s")));
  }

  @Test
  void changeOfAFewPercentIsNotTold() {
    moves("a", 480_000L);
    moves("b", 520_000L);
    assertThat(scene.dispatch(LIMITS).grants()).isEmpty();
  }

  @Test
  void capOfAnOperatorIsALimitEvenForOneThatIsAlone() {
    moves("a", null);
    var cap = new BytesPerSecond(300_000);
    scene.settings.put("host2", new HostSettings(null, null, cap, null, List.of()));
    assertThat(scene.dispatch(LIMITS).grants())
        .extracting(grant -> grant.input().limit())
        .containsExactly(cap);
  }

  @Test
  void whoDoesNotKeepToItsLimitCountsWithWhatItSendsAndIsToldNothing() {
    moves("wild", 500_000L);
    scene.butFlight(
        flight -> Flies.with(flight, it -> it.measuredRate = new BytesPerSecond(800_000)));
    moves("b", 500_000L);
    assertThat(scene.dispatch(LIMITS).grants())
        .extracting(Dispatch.Grant::migration, grant -> grant.input().limit())
        .containsExactly(tuple(Scene.id("b"), new BytesPerSecond(200_000)));
  }

  private void moves(String name, @Nullable Long limit) {
    scene.guest("host1", name, 64);
    scene.flies(name, 64, "host1", "host2", Phase.MOVING, Reason.USER);
    scene.butFlight(flight ->
        Flies.with(flight, it -> it.limit = limit == null ? null : new BytesPerSecond(limit)));
  }
}
