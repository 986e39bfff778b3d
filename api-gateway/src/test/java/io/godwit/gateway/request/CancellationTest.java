package io.godwit.gateway.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.gateway.Story;
import io.godwit.gateway.projection.MigrationView;
import io.godwit.gateway.projection.Projection;
import io.godwit.gateway.request.Cancellation.Possible;
import io.godwit.gateway.request.Cancellation.TooLate;
import org.junit.jupiter.api.Test;

class CancellationTest {
  private final Story story = Story.untold();

  @Test
  void aCancelIsPossibleUntilTheGuestRunsAtTheDestination() {
    for (int events = 1; events <= 5; events++) {
      assertThat(after(events)).isEqualTo(new Possible());
    }
    assertThat(after(6))
        .isEqualTo(
            new TooLate(
                "the guest runs at the destination already, with part of its memory still at the"
                    + " source: only finishing keeps it whole"));
  }

  @Test
  void whatHasEndedCannotBeCancelled() {
    assertThat(after(8)).isEqualTo(new TooLate("the migration is completed"));
  }

  private Cancellation after(int events) {
    var view = MigrationView.unknown(story.id());
    for (var event : story.life().subList(0, events)) {
      view = Projection.evolve(view, event);
    }
    return Cancellation.of(view);
  }
}
