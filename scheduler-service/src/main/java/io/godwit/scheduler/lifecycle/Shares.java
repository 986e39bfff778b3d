package io.godwit.scheduler.lifecycle;

import io.godwit.events.agent.AgentEvent.BandwidthApplied;
import io.godwit.events.agent.AgentEvent.BandwidthMeasured;
import io.godwit.events.migration.MigrationEvent.BandwidthGranted;
import io.godwit.events.migration.MigrationEvent.BandwidthVerified;
import io.godwit.scheduler.migration.Change;
import io.godwit.scheduler.migration.Input;
import io.godwit.scheduler.migration.MigrationState;
import io.godwit.scheduler.migration.Question.Kind;
import java.util.Objects;

/** What a running migration may take of the links, and what it really takes. */
final class Shares {
  private Shares() {}

  static void granted(Course course, Input.Granted granted) {
    var state = course.state();
    if (state.state() != MigrationState.RUNNING
        || state.attemptOrThrow().ending() != null
        || Objects.equals(state.attemptOrThrow().limit(), granted.limit())) {
      return;
    }
    course.say(about -> new BandwidthGranted(about, granted.limit(), granted.why()));
    course.bandwidth(granted.limit());
  }

  /** What the policy wants counts when the links are divided next. */
  static void asked(Course course, Input.AsksBandwidth asks) {
    var state = course.state();
    if (state.state() == MigrationState.RUNNING
        && asks.attempt() == state.attempts()
        && !asks.wanted().equals(state.attemptOrThrow().asked())) {
      course.change(new Change.Asked(asks.wanted()));
    }
  }

  /** Says it once more as long as nobody has said that it was done. */
  static void repeat(Course course) {
    var state = course.state();
    if (state.asks(Kind.BANDWIDTH, state.sourceOrThrow())) {
      course.bandwidth(state.attemptOrThrow().limit());
    }
  }

  static void applied(Course course, BandwidthApplied event) {
    if (course.state().awaits(Kind.BANDWIDTH, event.host(), event.answers())) {
      course.change(new Change.Heard(event));
    }
  }

  /** A hypervisor that does not keep to its limit takes what it takes: others have to know. */
  static void measured(Course course, BandwidthMeasured event) {
    var state = course.state();
    if (event.host().equals(state.source())
        && state.state() == MigrationState.RUNNING
        && event.limit().equals(state.attemptOrThrow().limit())) {
      course.change(new Change.Heard(event));
      course.say(
          about -> new BandwidthVerified(about, event.limit(), event.measured(), event.kept()));
    }
  }
}
