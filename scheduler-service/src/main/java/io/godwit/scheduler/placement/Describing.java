package io.godwit.scheduler.placement;

import io.godwit.events.MigrationId;
import io.godwit.events.agent.StartSettings;
import io.godwit.events.plan.PlanMade.Weight;
import io.godwit.scheduler.dispatch.Limits;
import io.godwit.scheduler.forecast.Forecast;
import io.godwit.scheduler.forecast.Load;
import io.godwit.scheduler.links.Port;
import io.godwit.scheduler.links.Shares;
import io.godwit.scheduler.links.Traffic;
import io.godwit.scheduler.policy.Settings;
import java.util.List;

/** A candidate in words, for those few that people or agents get to see. */
final class Describing {
  private final Wish wish;
  private final Port source;
  private final Traffic traffic;
  private final double bestSeconds;

  Describing(Wish wish, Port source, Traffic traffic, double bestSeconds) {
    this.wish = wish;
    this.source = source;
    this.traffic = traffic;
    this.bestSeconds = bestSeconds;
  }

  Ranked of(Candidate candidate) {
    var settings = settings(candidate);
    var forecast =
        Forecast.of(
            Load.of(wish.waiting.guest(), candidate.claims),
            candidate.rate(),
            settings.switchoverBandwidth(),
            wish.waiting.policy(),
            wish.now);
    return new Ranked(
        candidate.stock.id(),
        true,
        candidate.words(),
        candidate.score,
        weights(candidate),
        candidate.claims,
        settings,
        forecast == null ? null : forecast.course(),
        candidate.rate());
  }

  static Ranked of(Stock stock, Misfit misfit) {
    return new Ranked(stock.id(), false, misfit.words(), null, List.of(), null, null, null, null);
  }

  /** As if it started now beside those that move; on a way that is full, as if for itself. */
  private StartSettings settings(Candidate candidate) {
    var migration = wish.waiting.migration();
    var destination = candidate.stock.port();
    var mover = new Traffic.Mover(migration, source.host(), destination.host(), null, null);
    var beside =
        candidate.lack == null
            ? traffic.around(mover)
            : new Traffic(traffic.ways(), List.of(mover));
    return settings(migration, destination, new Shares(beside, wish.limits));
  }

  private StartSettings settings(MigrationId migration, Port destination, Shares shares) {
    return Settings.of(
        wish.waiting.policy(),
        shares.limit(migration, source, destination),
        shares.switchover(migration, source, destination));
  }

  private List<Weight> weights(Candidate candidate) {
    Limits.Weights weights = wish.limits.placing().weights();
    return List.of(
        new Weight(
            "headroom",
            weights.headroom() * candidate.headroom(),
            "%s of %s stay free"
                .formatted(
                    candidate.stock.free().less(candidate.claims.memory()),
                    candidate.stock.memory())),
        new Weight("links", weights.links() * candidate.links(), links(candidate)),
        Answers.weight(candidate.answer, weights.answers()),
        new Weight(
            "affinity",
            weights.affinity() * candidate.affinity.value(),
            candidate.affinity.words()),
        new Weight("time", weights.time() * candidate.time(bestSeconds), time(candidate)));
  }

  private static String links(Candidate candidate) {
    return candidate.alone == null || candidate.free == null
        ? "the rate of the way is not known"
        : "%s of the way are free, %s at most".formatted(candidate.free, candidate.alone);
  }

  private String time(Candidate candidate) {
    return Double.isNaN(candidate.seconds)
        ? "the time cannot be predicted"
        : "%.1f s at least, the best %.1f s".formatted(candidate.seconds, bestSeconds);
  }
}
