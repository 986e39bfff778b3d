package io.godwit.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.HostId;
import java.util.List;
import org.junit.jupiter.api.Test;

class FleetTest {
  private static final HostId HOST1 = new HostId("host1");
  private static final HostId HOST2 = new HostId("host2");
  private final Scene scene = new Scene(2000, "host1", "host2").guest("host1", "db1", 512);

  @Test
  void guestIsWhereItMovedToBeforeItsHostsTellSo() {
    var move = new Fleet.Move(Scene.spec("db1", 512), HOST1, HOST2, Scene.NOW.plusSeconds(1));
    assertThat(hostOf(scene.fleet().after(List.of(move)))).isEqualTo(HOST2);
  }

  @Test
  void laterInventoryCountsMoreThanTheMove() {
    var move = new Fleet.Move(Scene.spec("db1", 512), HOST1, HOST2, Scene.NOW.minusSeconds(1));
    assertThat(hostOf(scene.fleet().after(List.of(move)))).isEqualTo(HOST1);
  }

  @Test
  void movesThereAndBackCountInTheirOrder() {
    var there = new Fleet.Move(Scene.spec("db1", 512), HOST1, HOST2, Scene.NOW.plusSeconds(1));
    var back = new Fleet.Move(Scene.spec("db1", 512), HOST2, HOST1, Scene.NOW.plusSeconds(2));
    assertThat(hostOf(scene.fleet().after(List.of(there, back)))).isEqualTo(HOST1);
  }

  @Test
  void nothingIsDecidedForAGuestBeforeItsNewHostTellsWhatItNeeds() {
    var move = new Fleet.Move(Scene.spec("db1", 512), HOST1, HOST2, Scene.NOW.plusSeconds(1));
    assertThat(Located.in(scene.fleet().after(List.of(move)), "db1"))
        .isInstanceOf(Located.InFlux.class);
    var told = new Scene(2000, "host1", "host2").guest("host2", "db1", 512);
    assertThat(Located.in(told.fleet().after(List.of(move)), "db1")).isInstanceOf(Located.At.class);
  }

  private static HostId hostOf(Fleet fleet) {
    return switch (Located.in(fleet, "db1")) {
      case Located.At(var host, _) -> host;
      case Located.InFlux(var host, _) -> host;
      case Located.Idle(var host, _) -> host;
      case Located.Ambiguous _, Located.Nowhere() -> throw new AssertionError("is nowhere");
    };
  }
}
