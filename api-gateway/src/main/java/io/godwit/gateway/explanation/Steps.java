package io.godwit.gateway.explanation;

import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.Escalation;
import io.godwit.events.convergence.Escalation.AskBandwidth;
import io.godwit.events.convergence.Escalation.GiveUp;
import io.godwit.events.convergence.Escalation.Pause;
import io.godwit.events.convergence.Escalation.RaiseDowntime;
import io.godwit.events.convergence.Escalation.SwitchToPostCopy;
import io.godwit.events.convergence.Escalation.Throttle;
import io.godwit.events.convergence.EscalationDecided;
import io.godwit.events.convergence.EscalationVerified;
import io.godwit.events.convergence.Outlook;
import java.util.ArrayList;
import java.util.List;

/** A decision of the policy in words. */
final class Steps {
  /** A dirty rate up to this multiple of the bandwidth is told as "at least as fast". */
  private static final double AS_FAST = 1.1;

  private Steps() {}

  /** What it means: the figures that were seen, and what they lead to. */
  static String because(EscalationDecided decided) {
    var seen = decided.inputs();
    var budget = decided.policy().downtimeBudget();
    var rates = rates(seen, "rewrites", "carries");
    if (seen.outlook() != Outlook.PLATEAU) {
      return rates;
    }
    return "%s, so pre-copy would settle at %s and need %s of downtime, %s the budget of %s"
        .formatted(
            rates,
            Words.amount(seen.fixedPoint()),
            Words.time(seen.predictedDowntime()),
            seen.predictedDowntime().compareTo(budget) > 0 ? "over" : "within",
            Words.time(budget));
  }

  /**
   * At a plateau of a hypervisor that looks for dirtied pages all the time, pages become dirty as
   * fast as they are sent, however fast the guest is: then the dirty rate is only a lower bound.
   */
  private static String rates(ConvergenceTrend seen, String rewrites, String carries) {
    boolean lowerBound =
        seen.outlook() == Outlook.PLATEAU
            && seen.dirtyRate().count() <= AS_FAST * seen.bandwidth().count();
    return lowerBound
        ? "the guest %s pages at least as fast as the link %s them (%s)"
            .formatted(rewrites, carries, Words.rate(seen.bandwidth()))
        : "the guest %s %s, the link %s %s"
            .formatted(
                rewrites, Words.rate(seen.dirtyRate()), carries, Words.rate(seen.bandwidth()));
  }

  /** Like {@code after pass 1}: a sample at a boundary is the first of the pass that begins. */
  static String when(ConvergenceTrend seen) {
    return seen.passBoundary() && seen.pass() > 1
        ? "after pass " + (seen.pass() - 1)
        : "in pass " + seen.pass();
  }

  /** What was seen, what was done, what was refused. */
  static List<String> tell(EscalationDecided decided) {
    var sentences = new ArrayList<String>();
    sentences.add(seen(decided));
    if (decided.asItStands() != null) {
      sentences.add("As it stood, predicted was " + Forecasts.told(decided.asItStands()) + ".");
    }
    sentences.add(taken(decided));
    for (var refused : decided.refused()) {
      var why = Words.ending(refused.why());
      sentences.add(
          "Refused was %s: %s%s"
              .formatted(
                  name(refused.escalation()),
                  why,
                  refused.predicted() == null
                      ? ""
                      : " Predicted of it was " + Forecasts.told(refused.predicted()) + "."));
    }
    return sentences;
  }

  private static String seen(EscalationDecided decided) {
    var seen = decided.inputs();
    var text =
        "%s %s, and %s remained"
            .formatted(
                capital(when(seen)),
                rates(seen, "rewrote", "carried"),
                Words.amount(seen.remaining()));
    return seen.outlook() == Outlook.PLATEAU
        ? "%s: pre-copy would settle at %s and need %s of downtime, while %s was allowed."
            .formatted(
                text,
                Words.amount(seen.fixedPoint()),
                Words.time(seen.predictedDowntime()),
                Words.time(seen.maxDowntime()))
        : text + ".";
  }

  private static String taken(EscalationDecided decided) {
    var step =
        switch (decided.escalation()) {
          case RaiseDowntime raise ->
              "Godwit raised the allowed downtime to " + Words.time(raise.maxDowntime());
          case AskBandwidth ask -> "Godwit asked for " + Words.rate(ask.wanted());
          case Throttle throttle when throttle.percent() == 0 -> "Godwit let the guest run freely";
          case Throttle throttle -> "Godwit slowed the guest by " + throttle.percent() + " %";
          case Pause pause -> "Godwit paused the guest for at most " + Words.time(pause.atMost());
          case SwitchToPostCopy _ -> "Godwit switched to post-copy";
          case GiveUp _ -> "Godwit gave up";
        };
    return step + ", because " + rule(decided) + expectation(decided) + ".";
  }

  /** What a step really did. */
  static String verified(EscalationVerified verdict) {
    return "%s %s: %s"
        .formatted(
            capital(name(verdict.escalation())),
            verdict.worked() ? "did what was expected" : "did not do what was expected",
            Words.ending(verdict.effect()));
  }

  /** What the policy beside it would have done. */
  static String shadow(EscalationDecided decided) {
    return "The policy %s, which is only recorded, would have taken this step %s: %s, because %s."
        .formatted(
            decided.policy().name(),
            when(decided.inputs()),
            name(decided.escalation()),
            rule(decided));
  }

  private static String rule(EscalationDecided decided) {
    var budget = Words.time(decided.policy().downtimeBudget());
    return switch (decided.reason()) {
      case PLATEAU_WITHIN_DOWNTIME_BUDGET ->
          "it would not converge as it stood, and more downtime within the budget of %s suffices"
              .formatted(budget);
      case PLATEAU_POST_COPY_ALLOWED ->
          "it would not converge, no downtime within the budget of %s suffices, and post-copy is"
                  .formatted(budget)
              + " allowed";
      case MORE_BANDWIDTH_SUFFICES -> "it would not converge, and more bandwidth suffices";
      case THROTTLING_SUFFICES ->
          "it would not converge, and slowing the guest within the budget of %d %% suffices"
              .formatted(decided.policy().throttleBudgetPercent());
      case AT_LOCAL_MINIMUM ->
          "what remained was at its least, and could be sent within the budget of " + budget;
      case PAUSE_WITHIN_BUDGET ->
          "it would not converge, and a pause within the budget of %s suffices"
              .formatted(Words.time(decided.policy().pauseBudget()));
      case DEADLINE_AT_RISK -> "it would not have been over by its deadline";
      case LEAST_TIME -> "that is the fastest way, which is what the policy wants";
      case NOT_NEEDED_ANY_MORE -> "an earlier step cost more than was needed any more";
      case LADDER -> "the policy %s says so at this point".formatted(decided.policy().name());
      case OPERATOR -> "an operator wanted it finished";
      case HOPELESS ->
          "it would not converge, and nothing that policy %s allows would finish it"
              .formatted(decided.policy().name());
      case STEP_WITHOUT_EFFECT -> "an earlier step did not do what was expected of it";
    };
  }

  private static String expectation(EscalationDecided decided) {
    if (decided.expected() != null) {
      return "; it expected " + Forecasts.told(decided.expected());
    }
    var time = decided.expectedRemainingTime();
    var downtime = decided.expectedDowntime();
    if (time == null) {
      return downtime == null ? "" : "; it expected %s of downtime".formatted(Words.time(downtime));
    }
    return downtime == null
        ? "; it expected the end in " + Words.time(time)
        : "; it expected the end in %s, with %s of downtime"
            .formatted(Words.time(time), Words.time(downtime));
  }

  /** A step by its name, as in {@code raising the downtime to 0.5 s}. */
  static String name(Escalation escalation) {
    return switch (escalation) {
      case RaiseDowntime raise -> "raising the downtime to " + Words.time(raise.maxDowntime());
      case AskBandwidth ask -> "asking for " + Words.rate(ask.wanted());
      case Throttle throttle -> "slowing the guest by " + throttle.percent() + " %";
      case Pause pause -> "pausing the guest for at most " + Words.time(pause.atMost());
      case SwitchToPostCopy _ -> "switching to post-copy";
      case GiveUp _ -> "giving up";
    };
  }

  static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
