package io.godwit.convergence.model;

/**
 * A pass under way, and what waiting for its end means. For each pair of dirty rate and working set
 * that may be true, what remains is split into what the pass has still to send, U, and what it sent
 * and is dirty again; at its end {@code dirtied(s + U / B)} remains.
 *
 * @param done share that the pass has gone through, 0 to 1
 * @param seconds s, since it began
 */
public record PassUnderWay(double done, double seconds) {

  /** One that has just begun. */
  public static final PassUnderWay BEGINS = new PassUnderWay(0, 0);

  /** One guest that may be the true one, at the end of the pass. */
  private record End(double seconds, double left) {}

  /**
   * What a switch to post-copy must save to be worth it.
   *
   * @param share of the time that waiting leads to
   * @param seconds likewise
   * @param workPerSecond the most seconds of the guest's work that may be paid for each one saved
   */
  public record Worth(double share, double seconds, double workPerSecond) {}

  /**
   * How likely it is that a switch to post-copy now is worth it, against the best that can be had
   * after the pass: a switch to post-copy then, or the pre-copy that ends within {@code
   * downtimeSeconds}.
   */
  public double earlySwitchIsWorth(Condition now, double downtimeSeconds, Worth worth) {
    double probability = 0;
    for (var rate : Outcomes.DRAWS) {
      for (var set : Outcomes.DRAWS) {
        var model = model(now, rate, set);
        if (isWorth(now, model, downtimeSeconds * now.switchoverRate(), worth)) {
          probability += rate.weight() * set.weight();
        }
      }
    }
    return probability;
  }

  private boolean isWorth(Condition now, DirtyModel model, double threshold, Worth worth) {
    var end = end(now, model);
    double fetchingLater = end.left() / now.bandwidth();
    double preCopy = model.secondsToReach(threshold, end.left());
    boolean byPreCopy = preCopy <= fetchingLater;
    double later = end.seconds() + Math.min(fetchingLater, preCopy);
    double fetching = now.remaining() / now.bandwidth();
    double saved = later - fetching;
    double held = Predictions.heldByFaults(model.dirtyRate(), now.bandwidth());
    double work = held * (fetching - (byPreCopy ? 0 : fetchingLater));
    return saved >= worth.seconds()
        && saved >= worth.share() * later
        && work <= worth.workPerSecond() * saved;
  }

  /** Seconds until the pass is over, on average. */
  public double secondsLeft(Condition now) {
    double sum = 0;
    for (var rate : Outcomes.DRAWS) {
      for (var set : Outcomes.DRAWS) {
        sum += rate.weight() * set.weight() * end(now, model(now, rate, set)).seconds();
      }
    }
    return sum;
  }

  /** Where it will stand at the end of the pass, on average. */
  public Condition after(Condition now) {
    double sum = 0;
    for (var rate : Outcomes.DRAWS) {
      for (var set : Outcomes.DRAWS) {
        sum += rate.weight() * set.weight() * end(now, model(now, rate, set)).left();
      }
    }
    return now.withRemaining(sum);
  }

  private End end(Condition now, DirtyModel model) {
    double again = done * model.dirtiedAgainIn(seconds);
    double left = Math.max(0, now.remaining() - again) / now.bandwidth();
    return new End(left, model.dirtiedIn(seconds + left));
  }

  private static DirtyModel model(Condition now, Outcomes.Draw rate, Outcomes.Draw set) {
    return new DirtyModel(
        now.bandwidth(), now.dirtyRate().at(rate.deviations()), Outcomes.set(now, set));
  }
}
