package io.godwit.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.HostId;
import io.godwit.events.Reason;
import io.godwit.events.Window;
import io.godwit.events.Window.Kind;
import io.godwit.events.host.HostSettings;
import io.godwit.scheduler.dispatch.Limits.Project;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WindowsTest {
  private static final Instant NOW = Scene.NOW;
  private static final Window NIGHTLY =
      new Window(Kind.MAINTENANCE, NOW.minusSeconds(60), NOW.plusSeconds(60), Duration.ofDays(1));
  private static final Window BLACKOUT =
      new Window(Kind.BLACKOUT, NOW.minusSeconds(60), NOW.plusSeconds(60), null);

  @ParameterizedTest
  @EnumSource(Reason.class)
  void anyoneLeavesAHostWithoutWindowsAtAnyTime(Reason reason) {
    assertThat(closed(reason, "", Limits.DEFAULT)).isNull();
  }

  @ParameterizedTest
  @EnumSource(value = Reason.class, names = "EVACUATION", mode = EnumSource.Mode.EXCLUDE)
  void nothingButAnEvacuationStartsInABlackout(Reason reason) {
    assertThat(closed(reason, "", Limits.DEFAULT, BLACKOUT))
        .isEqualTo("host1 is in a blackout until " + NOW.plusSeconds(60));
    assertThat(closed(Reason.EVACUATION, "", Limits.DEFAULT, BLACKOUT)).isNull();
  }

  @Test
  void maintenanceLeavesInMaintenanceWindowsOnlyAndOthersAtAnyTime() {
    var elsewhen = new Window(Kind.MAINTENANCE, NOW.plusSeconds(1), NOW.plusSeconds(2), null);
    assertThat(closed(Reason.MAINTENANCE, "", Limits.DEFAULT, elsewhen))
        .isEqualTo("host1 is out of its maintenance windows until " + NOW.plusSeconds(1));
    assertThat(closed(Reason.MAINTENANCE, "", Limits.DEFAULT, elsewhen, NIGHTLY)).isNull();
    assertThat(closed(Reason.USER, "", Limits.DEFAULT, elsewhen)).isNull();
  }

  @Test
  void blackoutOfAProjectHoldsBackItsOwnGuestsOnly() {
    var limits = project("shop", BLACKOUT);
    assertThat(closed(Reason.USER, "shop", limits))
        .isEqualTo("project shop is in a blackout until " + NOW.plusSeconds(60));
    assertThat(closed(Reason.USER, "bank", limits)).isNull();
    assertThat(closed(Reason.EVACUATION, "shop", limits)).isNull();
  }

  @Test
  void windowThatComesAgainIsToldWithTheEndOfThisTime() {
    var start = NOW.minus(Duration.ofDays(3)).minusSeconds(60);
    var again = new Window(Kind.BLACKOUT, start, start.plusSeconds(120), Duration.ofDays(1));
    assertThat(closed(Reason.USER, "", Limits.DEFAULT, again))
        .isEqualTo("host1 is in a blackout until " + NOW.plusSeconds(60));
    var later = new Window(Kind.MAINTENANCE, start, start.plusSeconds(30), Duration.ofDays(1));
    assertThat(closed(Reason.MAINTENANCE, "", Limits.DEFAULT, later))
        .isEqualTo("host1 is out of its maintenance windows until " + NOW.plusSeconds(86_400 - 60));
    var past = new Window(Kind.MAINTENANCE, start, start.plusSeconds(30), null);
    assertThat(closed(Reason.MAINTENANCE, "", Limits.DEFAULT, past))
        .isEqualTo("host1 is out of its maintenance windows");
  }

  @Test
  void windowEndsBeforeItsEnd() {
    var over = new Window(Kind.BLACKOUT, NOW.minusSeconds(60), NOW, null);
    assertThat(closed(Reason.USER, "", Limits.DEFAULT, over)).isNull();
  }

  private static Limits project(String name, Window window) {
    var plain = Limits.DEFAULT;
    return new Limits(
        plain.slots(),
        plain.memoryMargin(),
        plain.silence(),
        plain.giveUp(),
        plain.reserveAfter(),
        plain.links(),
        plain.placing(),
        Map.of(name, new Project(1, List.of(window))),
        plain.least());
  }

  private static @Nullable String closed(
      Reason reason, String project, Limits limits, Window... windows) {
    var settings = new HostSettings(null, null, null, null, List.of(windows));
    var host = new Fleet.Host(new HostId("host1"), null, null, true, settings);
    return Windows.closed(host, reason, project, NOW, limits);
  }
}
