package io.godwit.scheduler.lifecycle;

import io.godwit.events.InvalidField;
import io.godwit.events.migration.MigrationEvent.CompletionDemanded;
import io.godwit.events.migration.MigrationEvent.PolicyRetuned;
import io.godwit.events.migration.MigrationEvent.WishRefused;
import io.godwit.scheduler.migration.Change;
import io.godwit.scheduler.migration.Input;
import io.godwit.scheduler.migration.Migration;
import io.godwit.scheduler.migration.MigrationState;
import io.godwit.scheduler.policy.Retuning;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What operators want of a migration besides its end: other budgets, or that it finish now. */
final class Wishes {
  private static final String COMPLETE = "migration.complete.v1";
  private static final String TUNE = "migration.retune.v1";

  private Wishes() {}

  /** The policy service takes the step; here it is only said that it is wanted. */
  static void complete(Course course, Input.Complete wish) {
    var late = late(course.state());
    if (late == null && !moves(course.state())) {
      refuse(course, COMPLETE, "nothing of it moves yet");
    } else if (late == null) {
      course.say(about -> new CompletionDemanded(about, wish.override(), wish.explanation()));
    } else {
      refuse(course, COMPLETE, late);
    }
  }

  static void tune(Course course, Input.Tuned wish) {
    var state = course.state();
    var late = late(state);
    if (late != null) {
      refuse(course, TUNE, late);
      return;
    }
    try {
      var policy = Retuning.of(state.origin().policy(), wish.tuning());
      course.say(about -> new PolicyRetuned(about, policy, wish.explanation()));
    } catch (InvalidField invalid) {
      refuse(course, TUNE, invalid.field() + " " + invalid.problem());
      return;
    }
    var bandwidth = wish.tuning().bandwidth();
    if (bandwidth != null) {
      course.change(new Change.Capped(bandwidth.count() == 0 ? null : bandwidth));
    }
  }

  private static boolean moves(Migration state) {
    return state.state() == MigrationState.STARTING || state.state() == MigrationState.RUNNING;
  }

  /** Why it is too late; absent: it is not. */
  private static @Nullable String late(Migration state) {
    return switch (state.state()) {
      case REQUESTED, QUEUED, CHECKING, PREPARING, READY -> null;
      case STARTING, RUNNING ->
          state.attemptOrThrow().postCopy() ? "the guest runs at the destination already" : null;
      case RECOVERING -> "it recovers from a broken post-copy";
      case VERIFYING -> "the job is over or in doubt";
      case COMPLETED, FAILED, CANCELLED, REJECTED ->
          "it is %s already".formatted(state.state().name().toLowerCase(Locale.ROOT));
    };
  }

  private static void refuse(Course course, String wish, String detail) {
    course.say(about -> new WishRefused(about, wish, detail));
  }
}
