package io.godwit.scheduler.placement;

import io.godwit.events.BytesPerSecond;
import io.godwit.events.HostId;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.Fact;
import io.godwit.events.agent.StartSettings;
import io.godwit.events.plan.PlanMade.Course;
import io.godwit.events.plan.PlanMade.Weight;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A host as a destination for a guest.
 *
 * @param host which one
 * @param suitable whether the guest could be reserved its place there now
 * @param reason why not, or what it would wait for there
 * @param score by which the suitable ones are ordered, the higher the better; absent: not suitable
 * @param weights what the score is made of; empty: not suitable
 * @param claims that would be reserved; absent: not suitable
 * @param settings that the migration would be told if it started now; absent: not suitable
 * @param course what is predicted; absent: not suitable, or no link's rate is known
 * @param rate that it would get; absent: not suitable, or not known
 */
public record Ranked(
    HostId host,
    boolean suitable,
    String reason,
    @Nullable Double score,
    List<Weight> weights,
    @Nullable Claims claims,
    @Nullable StartSettings settings,
    @Nullable Course course,
    @Nullable BytesPerSecond rate) {
  public Ranked {
    weights = List.copyOf(weights);
  }

  /** The same, which has to wait for something else first. */
  public Ranked but(String closed) {
    return new Ranked(
        host, suitable, reason + ", but " + closed, score, weights, claims, settings, course, rate);
  }

  /**
   * The same once the host has answered: with that weight, and the score that follows.
   *
   * @param worst of its answers
   * @param weight of answers, see {@link io.godwit.scheduler.dispatch.Limits.Weights}
   */
  public Ranked answered(Fact.Answer worst, double weight) {
    var anew = Answers.weight(worst, weight);
    var others = weights.stream().filter(one -> !one.name().equals(anew.name())).toList();
    if (score == null || others.size() == weights.size()) {
      return this;
    }
    double before = weights.stream().mapToDouble(Weight::value).sum();
    var all = weights.stream().map(one -> one.name().equals(anew.name()) ? anew : one).toList();
    double after = all.stream().mapToDouble(Weight::value).sum();
    return new Ranked(
        host, suitable, reason, score + after - before, all, claims, settings, course, rate);
  }
}
