package io.godwit.cli.bench;

import io.godwit.cli.bench.EventLog.Stamped;
import io.godwit.events.About;
import io.godwit.events.MigrationId;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.agent.AgentEvent.AbortApplied;
import io.godwit.events.agent.AgentEvent.EscalationApplied;
import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.Escalation.AskBandwidth;
import io.godwit.events.convergence.EscalationDecided;
import io.godwit.events.convergence.EscalationEvent;
import io.godwit.events.convergence.ProgressSample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One step, from the sample that made the verdict to the agent that applied it, in milliseconds.
 *
 * @param step its kind
 * @param seen by the agent, until the sample left it
 * @param drawn from then until its trend left the monitor
 * @param decided from then until the policy decided
 * @param applied from then until the agent had applied it
 */
record Reaction(
    String migration, String step, double seen, double drawn, double decided, double applied) {

  /** What the topics say, as {@link EventLog} reads it. */
  record Told(
      List<Stamped<ProgressSample>> samples,
      List<Stamped<ConvergenceTrend>> trends,
      List<EscalationEvent> escalations,
      List<AgentEvent> agents) {}

  /**
   * @param reactions those that were applied
   * @param unanswered decisions that no agent applied
   * @param asked decisions that the scheduler reads itself: no command of the policy follows
   */
  record All(List<Reaction> reactions, int unanswered, int asked) {}

  private record Place(MigrationId migration, int attempt, long sequence) {
    static Place of(About about) {
      return new Place(about.migration(), about.attempt(), about.sequence());
    }
  }

  double total() {
    return seen + drawn + decided + applied;
  }

  /** What only a shadow would do does not count. */
  static All of(Told told) {
    var samples = stamps(told.samples(), ProgressSample::about);
    var trends = stamps(told.trends(), ConvergenceTrend::about);
    var answers = answers(told.agents());
    var reactions = new ArrayList<Reaction>();
    int unanswered = 0;
    int asked = 0;
    for (var event : told.escalations()) {
      if (!(event instanceof EscalationDecided decided) || decided.shadow()) {
        continue;
      }
      var answer = answers.get(Place.of(decided.about()));
      var from = decided.inputs().about();
      var sample = samples.get(Place.of(from));
      var trend = trends.get(Place.of(from));
      if (decided.escalation() instanceof AskBandwidth) {
        asked++;
      } else if (answer == null || sample == null || trend == null) {
        unanswered++;
      } else {
        reactions.add(
            new Reaction(
                decided.about().migration().toString(),
                decided.escalation().getClass().getSimpleName(),
                millis(from.at(), sample),
                millis(sample, trend),
                millis(trend, decided.about().at()),
                millis(decided.about().at(), answer)));
      }
    }
    return new All(List.copyOf(reactions), unanswered, asked);
  }

  /** Of what came twice, the first. */
  private static <E> Map<Place, Instant> stamps(List<Stamped<E>> events, Function<E, About> about) {
    var stamps = new HashMap<Place, Instant>();
    events.forEach(one ->
        stamps.putIfAbsent(Place.of(about.apply(one.event())), Instant.ofEpochMilli(one.millis())));
    return stamps;
  }

  private static Map<Place, Instant> answers(List<AgentEvent> agents) {
    var answers = new HashMap<Place, Instant>();
    for (var event : agents) {
      long answered =
          switch (event) {
            case EscalationApplied applied -> applied.answers();
            case AbortApplied aborted -> aborted.answers();
            default -> -1;
          };
      var about = event.about();
      if (answered >= 0) {
        answers.putIfAbsent(new Place(about.migration(), about.attempt(), answered), about.at());
      }
    }
    return answers;
  }

  private static double millis(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e6;
  }
}
