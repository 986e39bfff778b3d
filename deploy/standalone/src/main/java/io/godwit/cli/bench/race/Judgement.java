package io.godwit.cli.bench.race;

import io.godwit.cli.bench.race.Way.Intended;
import io.godwit.cli.bench.race.Way.Manual;
import io.godwit.cli.terminal.Amounts;
import io.godwit.events.policy.Intent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a policy of Godwit fared on a guest and a link, by its one objective, against the best manual
 * way that it allows.
 *
 * @param value the median of Godwit's runs that completed; null: none did
 * @param bestWay null: no way that the policy allows completes this guest
 * @param bound what the value may be at most
 * @param why what is wrong or missing, or why there is nothing to compare with
 */
record Judgement(
    String link,
    String guest,
    String policy,
    String objective,
    @Nullable Long value,
    @Nullable String bestWay,
    @Nullable Long best,
    @Nullable Long bound,
    Verdict verdict,
    String why) {
  private static final String TOTAL = "total";
  private static final String WORK_LOST = "work lost";
  private static final double MOST_TIMES = 1.15;
  private static final long MORE_TOTAL_MILLIS = 1500;
  private static final long MORE_LOST_MILLIS = 500;

  /** Whether the criterion is met; open: runs are missing. */
  enum Verdict {
    MET,
    NOT_MET,
    OPEN
  }

  private record Best(String way, long value) {}

  /** Judges every policy on every guest and link of the choice. */
  static List<Judgement> all(List<Run> runs, Choice choice) {
    var all = new ArrayList<Judgement>();
    for (var link : choice.links()) {
      for (var guest : choice.guests()) {
        var here = Standing.counted(runs, link.word(), guest.id());
        choice.intended().forEach(policy -> all.add(of(link, guest, policy, here)));
      }
    }
    return List.copyOf(all);
  }

  private static Judgement of(RaceLink link, RaceGuest guest, Intended policy, List<Run> here) {
    Function<Run, @Nullable Long> objective =
        policy.judgedByTime() ? Run::totalMillis : Run::lostWorkMillis;
    var own = Standing.of(here, policy);
    var best = best(here, policy, objective);
    Long value = Standing.median(own.stream().filter(Run::completed).toList(), objective);
    Long bound = best == null ? null : bound(best.value(), policy.judgedByTime());
    String missing = missing(here, own, policy);
    var wrong = missing == null ? wrong(here, own, policy, best, value, bound) : List.of(missing);
    return new Judgement(
        link.word(),
        guest.id(),
        policy.id(),
        policy.judgedByTime() ? TOTAL : WORK_LOST,
        value,
        best == null ? null : best.way(),
        best == null ? null : best.value(),
        bound,
        missing != null ? Verdict.OPEN : wrong.isEmpty() ? Verdict.MET : Verdict.NOT_MET,
        wrong.isEmpty() && best == null ? alone(value) : String.join("; ", wrong));
  }

  private static String alone(@Nullable Long value) {
    return value == null
        ? "given up, as no way that it allows completes it"
        : "completes what no way that it allows does";
  }

  /** The larger of the share and of what is added to the best. */
  static long bound(long best, boolean time) {
    return Math.max(
        Math.round(best * MOST_TIMES), best + (time ? MORE_TOTAL_MILLIS : MORE_LOST_MILLIS));
  }

  private static @Nullable String missing(List<Run> here, List<Run> own, Intended policy) {
    var missing = new ArrayList<String>();
    if (own.isEmpty()) {
      missing.add(policy.id());
    }
    Way.MANUAL.stream()
        .filter(way -> Standing.of(here, way).isEmpty())
        .forEach(way -> missing.add(way.id()));
    return missing.isEmpty() ? null : "no run yet of " + String.join(", ", missing);
  }

  private static @Nullable Best best(
      List<Run> here, Intended policy, Function<Run, @Nullable Long> objective) {
    Best best = null;
    for (var way : Way.MANUAL) {
      var runs = Standing.of(here, way);
      var good =
          runs.stream()
              .filter(run -> run.completed() && outside(policy.intent(), run) == null)
              .toList();
      Long value = Standing.median(good, objective);
      if (value != null
          && 2 * good.size() > runs.size()
          && (best == null || value < best.value())) {
        best = new Best(way.id(), value);
      }
    }
    return best;
  }

  private static List<String> wrong(
      List<Run> here,
      List<Run> own,
      Intended policy,
      @Nullable Best best,
      @Nullable Long value,
      @Nullable Long bound) {
    var wrong = new ArrayList<String>();
    own.stream()
        .map(run -> outside(policy.intent(), run))
        .filter(Objects::nonNull)
        .findFirst()
        .ifPresent(what -> wrong.add("outside its policy: " + what));
    long open = own.stream().filter(run -> !run.completed()).count();
    if (best != null && open > 0) {
      wrong.add("%d of %d did not complete, as %s does".formatted(open, own.size(), best.way()));
    }
    if (!policy.judgedByTime() && convergesAlone(here, Way.PLAIN)) {
      own.stream()
          .map(Judgement::interference)
          .filter(Objects::nonNull)
          .findFirst()
          .ifPresent(what -> wrong.add(what + ", though plain pre-copy converges"));
    }
    if (bound != null && value != null && value > bound) {
      wrong.add("%s is more than %s".formatted(Amounts.millis(value), Amounts.millis(bound)));
    }
    return wrong;
  }

  private static boolean convergesAlone(List<Run> here, Manual plain) {
    var runs = Standing.of(here, plain);
    return 2 * runs.stream().filter(Run::completed).count() > runs.size();
  }

  private static @Nullable String interference(Run run) {
    if (Run.POST_COPY.equals(run.switchMade()) || Run.PAUSED.equals(run.switchMade())) {
      return Run.PAUSED.equals(run.switchMade()) ? "paused" : "post-copied";
    }
    return run.throttlePercent() > 0 ? "slowed" : null;
  }

  /** What a run did that the policy does not allow; null: nothing. */
  static @Nullable String outside(Intent intent, Run run) {
    if (Run.POST_COPY.equals(run.switchMade()) && !intent.postCopyAllowed()) {
      return "post-copied";
    }
    if (run.throttlePercent() > intent.throttleBudgetPercent()) {
      return "slowed by %d %%, %d are allowed"
          .formatted(run.throttlePercent(), intent.throttleBudgetPercent());
    }
    Long still = run.longestGapMillis() == null ? run.downtimeMillis() : run.longestGapMillis();
    long most = Math.max(intent.pauseBudget().toMillis(), intent.downtimeBudget().toMillis());
    return Run.PAUSED.equals(run.switchMade()) && still != null && still > most
        ? "paused for %s, %s are allowed".formatted(Amounts.millis(still), Amounts.millis(most))
        : null;
  }
}
