package io.godwit.gateway.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.plan.PlanMade;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import io.godwit.events.wire.EventJson;
import io.godwit.gateway.Story;
import io.godwit.gateway.projection.HostView;
import io.godwit.gateway.request.Admission.Admitted;
import io.godwit.gateway.request.Admission.Impossible;
import io.godwit.gateway.request.Admission.KeyReused;
import io.godwit.gateway.request.Admission.Repeated;
import io.godwit.gateway.request.Fleet;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanAdmissionTest {
  private final Story story = Story.untold();
  private final Fleet fleet =
      Fleet.of(
          List.of(
              HostView.unknown(Story.A).learn(Story.inventory(Story.A, Story.START, Story.GUEST)),
              HostView.unknown(Story.B).learn(Story.inventory(Story.B, Story.START))),
          null);

  @Test
  void aPlanIsAskedForUntilItIsMade() {
    var pending = new PlanView(story.id(), Story.REQUEST, null);
    assertThat(PlanAdmission.of(Story.REQUEST, null, fleet)).isEqualTo(new Admitted<>());
    assertThat(PlanAdmission.of(Story.REQUEST, pending, fleet)).isEqualTo(new Admitted<>());
    var made = pending.learn(made(Story.START));
    assertThat(PlanAdmission.of(Story.REQUEST, made, fleet)).isEqualTo(new Repeated<>(made));
  }

  @Test
  void anotherBodyUnderTheSameKeyIsRefused() {
    var pending = new PlanView(story.id(), Story.REQUEST, null);
    assertThat(PlanAdmission.of(new RequestMigration("web-1", null, null, null), pending, fleet))
        .isEqualTo(
            new KeyReused<>(
                "the key was used before, for a plan of guest web-1, with another body"));
  }

  @Test
  void whatNoMigrationWouldBeAcceptedForIsNamed() {
    assertThat(PlanAdmission.of(new RequestMigration("web-9", null, null, null), null, fleet))
        .isEqualTo(new Impossible<>("guest", "no host has a guest 'web-9'"));
  }

  @Test
  void theLatestPlanCounts() {
    var later = made(Story.START.plusSeconds(1));
    var view = new PlanView(story.id(), Story.REQUEST, null).learn(later);
    assertThat(view.learn(made(Story.START))).isEqualTo(view);
    assertThat(view.learn(later)).isEqualTo(view);
    var json = EventJson.strict().writeValueAsString(view);
    assertThat(EventJson.tolerant().readValue(json, PlanView.class)).isEqualTo(view);
  }

  private PlanMade made(Instant at) {
    return new PlanMade(story.id(), at, Story.GUEST, Story.A, Story.POLICY, null, List.of());
  }
}
