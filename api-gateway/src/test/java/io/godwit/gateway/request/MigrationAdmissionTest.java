package io.godwit.gateway.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.GuestRef;
import io.godwit.events.HostId;
import io.godwit.events.migration.MigrationMode;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import io.godwit.gateway.Story;
import io.godwit.gateway.projection.Asked;
import io.godwit.gateway.projection.HostView;
import io.godwit.gateway.projection.MigrationView;
import io.godwit.gateway.projection.Projection;
import io.godwit.gateway.request.Admission.Admitted;
import io.godwit.gateway.request.Admission.Impossible;
import io.godwit.gateway.request.Admission.KeyReused;
import io.godwit.gateway.request.Admission.Repeated;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MigrationAdmissionTest {
  private static final GuestRef TWIN = new GuestRef(new UUID(0, 1), "web-1");
  private final Story story = Story.untold();
  private final HostView hostA =
      HostView.unknown(Story.A).learn(Story.inventory(Story.A, Story.START, Story.GUEST));
  private final HostView hostB =
      HostView.unknown(Story.B).learn(Story.inventory(Story.B, Story.START));
  private final Fleet fleet = Fleet.of(List.of(hostA, hostB), null);

  @Test
  void aGuestThatIsThereMayGoToAnotherHostThatIsThere() {
    assertThat(admit("web-1", "host-b")).isEqualTo(new Admitted<>());
    assertThat(admit("web-1", null)).isEqualTo(new Admitted<>());
    assertThat(admit(Story.GUEST.uuid().toString(), "host-b")).isEqualTo(new Admitted<>());
  }

  @Test
  void anUnknownFleetAdmitsEverything() {
    var nobody = Fleet.of(List.of(), null);
    assertThat(MigrationAdmission.of(request("nobody", "nowhere"), null, nobody))
        .isEqualTo(new Admitted<>());
  }

  @Test
  void whatIsNotThereIsNamed() {
    assertThat(admit("web-9", null))
        .isEqualTo(new Impossible<>("guest", "no host has a guest 'web-9'"));
    assertThat(admit("web-1", "host-z"))
        .isEqualTo(new Impossible<>("destination", "there is no host 'host-z'"));
  }

  @Test
  void theHostWhereItIsIsNoDestination() {
    assertThat(admit("web-1", "host-a"))
        .isEqualTo(new Impossible<>("destination", "guest web-1 is at host host-a already"));
  }

  @Test
  void aNameOfTwoGuestsIsAmbiguous() {
    var twins =
        Fleet.of(
            List.of(
                hostA,
                HostView.unknown(Story.B).learn(Story.inventory(Story.B, Story.START, TWIN))),
            null);
    assertThat(MigrationAdmission.of(request("web-1", null), null, twins))
        .isEqualTo(
            new Impossible<>(
                "guest",
                "'web-1' is the name of 2 guests: name one by its UUID,"
                    + " 00000000-0000-0000-0000-000000000001 or "
                    + Story.GUEST.uuid()));
  }

  @Test
  void aMigrationThatCompletedAfterTheInventoriesCounts() {
    var moved = MigrationView.unknown(story.id());
    for (var event : story.life()) {
      moved = Projection.evolve(moved, event);
    }
    var corrected = Fleet.of(List.of(hostA, hostB), moved);
    assertThat(MigrationAdmission.of(request("web-1", "host-a"), null, corrected))
        .isEqualTo(new Admitted<>());
    assertThat(MigrationAdmission.of(request("web-1", "host-b"), null, corrected))
        .isInstanceOf(Impossible.class);
    var later = story.completed(MigrationMode.POST_COPY).about().at().plusSeconds(1);
    var fresh = HostView.unknown(Story.A).learn(Story.inventory(Story.A, later, Story.GUEST));
    assertThat(
            MigrationAdmission.of(
                request("web-1", "host-b"), null, Fleet.of(List.of(fresh, hostB), moved)))
        .as("the destination's inventory is older than the move, the source's is newer")
        .isInstanceOf(Impossible.class);
  }

  @Test
  void theSameBodyUnderTheSameKeyIsTheSameMigration() {
    var projected = Projection.evolve(MigrationView.unknown(story.id()), story.requested());
    assertThat(MigrationAdmission.of(Story.REQUEST, projected, fleet))
        .isEqualTo(new Repeated<>(projected));
  }

  @Test
  void aRequestOfWhichNothingCameBackIsWrittenAgain() {
    var asked = story.requested();
    var provisional =
        MigrationView.requested(
            story.id(),
            new Asked(Story.REQUEST, asked.reason(), asked.guestClass(), Story.ASKER, Story.START));
    assertThat(MigrationAdmission.of(Story.REQUEST, provisional, fleet))
        .isEqualTo(new Admitted<>());
  }

  @Test
  void anotherBodyUnderTheSameKeyIsRefused() {
    var projected = Projection.evolve(MigrationView.unknown(story.id()), story.requested());
    assertThat(MigrationAdmission.of(request("web-2", null), projected, fleet))
        .isEqualTo(
            new KeyReused<>(
                "the key was used before, for a migration of guest web-1, with another body"));
  }

  private Admission<MigrationView> admit(String guest, @Nullable String destination) {
    return MigrationAdmission.of(request(guest, destination), null, fleet);
  }

  private static RequestMigration request(String guest, @Nullable String destination) {
    var host = destination == null ? null : new HostId(destination);
    return new RequestMigration(guest, host, null, null);
  }
}
