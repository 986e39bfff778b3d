package io.godwit.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.GuestRef;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.agent.GuestState;
import io.godwit.events.host.HostInventory;
import io.godwit.events.migration.RejectionReason;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import io.godwit.scheduler.migration.Input;
import io.godwit.scheduler.migration.Input.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final Instant LONG_AGO = Scene.NOW.minusSeconds(3600);

  /** The request has just come, to a process that has listened for long. */
  private static final Admission.Window EARLY = new Admission.Window(Scene.NOW, LONG_AGO, GRACE);

  /** The request has waited as long as it may. */
  private static final Admission.Window LATE =
      new Admission.Window(Scene.NOW.minus(GRACE), LONG_AGO, GRACE);

  private final Scene scene =
      new Scene(2000, "host1", "host2")
          .guest("host1", "db1", 512)
          .guest("host1", "off", 512, GuestState.SHUT_OFF)
          .guest("host1", "big", 1900)
          .guest("host2", "moving", 512, GuestState.PAUSED_MIGRATING);

  @Test
  void guestIsFoundByNameAndByUuidInEitherCase() {
    var uuid = Scene.spec("db1", 512).guest().uuid().toString();
    assertThat(admit("db1", null)).isInstanceOf(Input.Admitted.class);
    assertThat(admit(uuid, null)).isInstanceOf(Input.Admitted.class);
    assertThat(admit(uuid.toUpperCase(Locale.ROOT), "host2"))
        .isEqualTo(new Input.Admitted(Scene.spec("db1", 512), new HostId("host1"), false));
  }

  @Test
  void eachRefusalNamesItsField() {
    assertThat(refused("nobody", null)).isEqualTo("GUEST_UNKNOWN guest");
    assertThat(refused("off", null)).isEqualTo("GUEST_NOT_RUNNING guest");
    assertThat(refused("db1", "host1")).isEqualTo("DESTINATION_IS_SOURCE destination");
    assertThat(refused("db1", "host9")).isEqualTo("DESTINATION_UNKNOWN destination");
    assertThat(refused("big", "host2")).isEqualTo("DESTINATION_UNSUITABLE destination");
  }

  @Test
  void nameOfTwoGuestsIsAmbiguous() {
    var twin = Scene.spec("twin", 64);
    var host2 = new ArrayList<>(scene.guests.get("host2"));
    host2.add(
        new HostInventory.Guest(
            new GuestRef(twin.guest().uuid(), "db1"), GuestState.RUNNING, twin.memory(), 1, true));
    scene.guests.put("host2", host2);
    assertThat(refused("db1", null)).isEqualTo("GUEST_AMBIGUOUS guest");
  }

  @Test
  void onlyHostOfAFleetHasNowhereToSendTo() {
    var alone = new Scene(2000, "host1").guest("host1", "db1", 512);
    var admission =
        new Admission(alone.fleet(), _ -> Optional.empty(), Scene.LIMITS, Scene.NOW, LATE);
    assertThat(((Refused) admission.of(new RequestMigration("db1", null, null, null))).reason())
        .isEqualTo(RejectionReason.NO_DESTINATION);
  }

  @Test
  void guestInAMigrationIsBusy() {
    var other = MigrationId.of("test", "other");
    var admission =
        new Admission(scene.fleet(), _ -> Optional.of(other), Scene.LIMITS, Scene.NOW, LATE);
    var refused = (Refused) admission.of(new RequestMigration("db1", null, null, null));
    assertThat(refused.reason()).isEqualTo(RejectionReason.GUEST_BUSY);
    assertThat(refused.detail()).contains(other.toString());
  }

  @Test
  void emptyFleetIsWaitedForAndThenTheRequestIsRejected() {
    var empty = new Fleet(List.of(), List.of());
    var request = new RequestMigration("db1", null, null, null);
    var early = new Admission(empty, _ -> Optional.empty(), Scene.LIMITS, Scene.NOW, EARLY);
    var late = new Admission(empty, _ -> Optional.empty(), Scene.LIMITS, Scene.NOW, LATE);
    assertThat(early.of(request)).isInstanceOf(Input.NotYet.class);
    assertThat(late.of(request)).isInstanceOf(Refused.class);
  }

  @Test
  void processThatHasJustBegunToListenRefusesNothingYet() {
    var justBegun = new Admission.Window(Scene.NOW, Scene.NOW.minusSeconds(4), GRACE);
    var alone = new Scene(2000, "host1").guest("host1", "db1", 512);
    var admission =
        new Admission(alone.fleet(), _ -> Optional.empty(), Scene.LIMITS, Scene.NOW, justBegun);
    assertThat(admission.of(new RequestMigration("db1", null, null, null)))
        .isInstanceOf(Input.NotYet.class);
  }

  @Test
  void liveHostThatHasNotSaidWhatItRunsIsWaitedFor() {
    var hosts = new ArrayList<>(scene.fleet().hosts());
    hosts.add(new Fleet.Host(new HostId("host3"), null, Scene.NOW, true));
    var fleet = new Fleet(hosts, List.of());
    var admission = new Admission(fleet, _ -> Optional.empty(), Scene.LIMITS, Scene.NOW, EARLY);
    assertThat(admission.of(new RequestMigration("nobody", null, null, null)))
        .isInstanceOf(Input.NotYet.class);
  }

  @Test
  void guestOnTheMoveIsWaitedForAndThenRejected() {
    assertThat(admit("moving", null)).isInstanceOf(Input.NotYet.class);
  }

  private Input.Admission admit(String guest, @Nullable String destination) {
    var named = destination == null ? null : new HostId(destination);
    return new Admission(scene.fleet(), _ -> Optional.empty(), Scene.LIMITS, Scene.NOW, EARLY)
        .of(new RequestMigration(guest, named, null, null));
  }

  private String refused(String guest, @Nullable String destination) {
    var refused = (Refused) admit(guest, destination);
    return refused.reason() + " " + refused.field();
  }
}
