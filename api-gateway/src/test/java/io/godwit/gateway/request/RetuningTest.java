package io.godwit.gateway.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.events.migration.MigrationEvent.PriorityChanged;
import io.godwit.events.request.MigrationRequest.RetuneMigration.Tuning;
import io.godwit.gateway.Story;
import io.godwit.gateway.projection.MigrationView;
import io.godwit.gateway.projection.Projection;
import io.godwit.gateway.request.Retuning.Possible;
import io.godwit.gateway.request.Retuning.TooLate;
import io.godwit.gateway.request.Retuning.Wanted;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RetuningTest {
  private final Story story = Story.untold();

  @Test
  void aPlaceCanBeChangedAsLongAsItIsWaitedFor() {
    var place = new Wanted(5, null, null);
    assertThat(Retuning.of(after(1), place)).isEqualTo(new Possible());
    assertThat(Retuning.of(after(2), place)).isEqualTo(new Possible());
    for (int events = 3; events <= 7; events++) {
      assertThat(Retuning.of(after(events), place))
          .isEqualTo(new TooLate("the migration does not wait in the queue any more"));
    }
    assertThat(Retuning.of(after(8), place)).isEqualTo(new TooLate("the migration has ended"));
  }

  @Test
  void aPolicyCanBeChangedUntilTheGuestRunsAtTheDestination() {
    var tuning = new Tuning(null, Duration.ofSeconds(1), null, null, null, null, null);
    var policy = new Wanted(null, tuning, null);
    for (int events = 1; events <= 5; events++) {
      assertThat(Retuning.of(after(events), policy)).isEqualTo(new Possible());
    }
    assertThat(Retuning.of(after(6), policy)).isInstanceOf(TooLate.class);
    assertThat(Retuning.of(after(8), policy)).isEqualTo(new TooLate("the migration has ended"));
  }

  @Test
  void aTuningThatSaysNothingIsRefused() {
    var nothing = new Tuning(null, null, null, null, null, null, null);
    assertThatThrownBy(() -> new Wanted(null, nothing, null))
        .hasMessage("tuning must change something");
  }

  @Test
  void onlyWhatRunsBeforeItsSwitchOverCanBeFinished() {
    for (int events = 1; events <= 8; events++) {
      var completion = Completion.of(after(events));
      if (events == 5) {
        assertThat(completion).isEqualTo(new Completion.Possible());
      } else {
        assertThat(completion).isInstanceOf(Completion.Pointless.class);
      }
    }
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
