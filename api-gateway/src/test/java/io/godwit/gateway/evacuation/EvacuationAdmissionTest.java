package io.godwit.gateway.evacuation;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.EvacuationId;
import io.godwit.events.HostId;
import io.godwit.events.Reason;
import io.godwit.events.request.MigrationRequest.RequestEvacuation;
import io.godwit.gateway.Emptying;
import io.godwit.gateway.Story;
import io.godwit.gateway.evacuation.EvacuationView.Asked;
import io.godwit.gateway.request.Admission;
import io.godwit.gateway.request.Admission.Admitted;
import io.godwit.gateway.request.Admission.Impossible;
import io.godwit.gateway.request.Admission.KeyReused;
import io.godwit.gateway.request.Admission.Repeated;
import io.godwit.gateway.request.Admission.UnderWay;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvacuationAdmissionTest {
  private static final List<HostId> FLEET = List.of(Story.A, Story.B);
  private final Emptying emptying = Emptying.untold();
  private final EvacuationView running =
      EvacuationProjection.evolve(EvacuationView.unknown(emptying.id()), emptying.requested());

  @Test
  void aHostThatIsThereMayBeEmptied() {
    assertThat(admit(emptying.request())).isEqualTo(new Admitted<>());
    assertThat(admit(new RequestEvacuation(Story.A, null, List.of(Story.B), "disks")))
        .isEqualTo(new Admitted<>());
  }

  @Test
  void anUnknownFleetAdmitsEverything() {
    assertThat(EvacuationAdmission.of(emptying.request(), null, null, List.of()))
        .isEqualTo(new Admitted<>());
  }

  @Test
  void whatIsNotThereIsNamed() {
    var nowhere = new HostId("nowhere");
    assertThat(admit(new RequestEvacuation(nowhere, null, null, null)))
        .isEqualTo(new Impossible<>("host", "there is no host 'nowhere'"));
    assertThat(admit(new RequestEvacuation(Story.A, null, List.of(Story.B, nowhere), null)))
        .isEqualTo(new Impossible<>("destinations", "there is no host 'nowhere'"));
  }

  @Test
  void aHostIsEmptiedByOneEvacuationAtATime() {
    assertThat(EvacuationAdmission.of(emptying.request(), null, running, FLEET))
        .isEqualTo(
            new UnderWay<>(
                "host", "host host-a is being evacuated already, by evacuation " + emptying.id()));
  }

  @Test
  void theSameBodyUnderTheSameKeyIsTheSameEvacuation() {
    assertThat(EvacuationAdmission.of(emptying.request(), running, running, FLEET))
        .isEqualTo(new Repeated<>(running));
    var other = new RequestEvacuation(Story.A, Reason.MAINTENANCE, null, null);
    assertThat(EvacuationAdmission.of(other, running, running, FLEET))
        .isEqualTo(
            new KeyReused<>(
                "the key was used before, for an evacuation of host host-a, with another body"));
  }

  @Test
  void aRequestOfWhichNothingCameBackIsWrittenAgain() {
    var provisional =
        EvacuationView.requested(
            EvacuationId.of(Story.ASKER, "x"),
            new Asked(emptying.request(), Reason.EVACUATION, Story.ASKER, Story.START));
    assertThat(EvacuationAdmission.of(emptying.request(), provisional, null, FLEET))
        .isEqualTo(new Admitted<>());
  }

  @Test
  void onlyWhatHasNotEndedCanBeCancelled() {
    assertThat(EvacuationCancellation.of(running)).isEqualTo(new EvacuationCancellation.Possible());
    var ended = running;
    for (var event : emptying.life()) {
      ended = EvacuationProjection.evolve(ended, event);
    }
    assertThat(EvacuationCancellation.of(ended))
        .isEqualTo(new EvacuationCancellation.TooLate("the evacuation has ended, incomplete"));
  }

  private static Admission<EvacuationView> admit(RequestEvacuation request) {
    return EvacuationAdmission.of(request, null, null, FLEET);
  }
}
