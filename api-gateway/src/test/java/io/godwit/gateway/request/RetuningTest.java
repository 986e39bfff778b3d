package io.godwit.gateway.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.migration.MigrationEvent.PriorityChanged;
import io.godwit.gateway.Story;
import io.godwit.gateway.projection.MigrationView;
import io.godwit.gateway.projection.Projection;
import io.godwit.gateway.request.Retuning.Possible;
import io.godwit.gateway.request.Retuning.TooLate;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RetuningTest {
  private final Story story = Story.untold();

  @Test
  void aPlaceCanBeChangedAsLongAsItIsWaitedFor() {
    assertThat(Retuning.of(after(1))).isEqualTo(new Possible());
    assertThat(Retuning.of(after(2))).isEqualTo(new Possible());
    for (int events = 3; events <= 7; events++) {
      assertThat(Retuning.of(after(events)))
          .isEqualTo(new TooLate("the migration does not wait in the queue any more"));
    }
    assertThat(Retuning.of(after(8))).isEqualTo(new TooLate("the migration has ended"));
  }

  @Test
  void aChangedPriorityCountsAndTheRequestStaysAsItWas() {
    var changed =
        Projection.evolve(after(2), new PriorityChanged(story.about(3, 2), 40, Story.ASKER));
    var asked = Objects.requireNonNull(changed.asked());
    assertThat(asked.priorityNow()).isEqualTo(40);
    assertThat(asked.request()).isEqualTo(Story.REQUEST);
    assertThat(changed.course()).isEqualTo(after(2).course());
  }

  private MigrationView after(int events) {
    var view = MigrationView.unknown(story.id());
    for (var event : story.life().subList(0, events)) {
      view = Projection.evolve(view, event);
    }
    return view;
  }
}
