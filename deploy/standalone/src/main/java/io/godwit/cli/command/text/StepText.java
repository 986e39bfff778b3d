package io.godwit.cli.command.text;

import io.godwit.cli.replay.Recording;
import io.godwit.cli.replay.Retelling;
import io.godwit.cli.terminal.Amounts;
import io.godwit.cli.terminal.Screen;
import io.godwit.events.convergence.Escalation;
import io.godwit.events.convergence.Escalation.AskBandwidth;
import io.godwit.events.convergence.Escalation.GiveUp;
import io.godwit.events.convergence.Escalation.Pause;
import io.godwit.events.convergence.Escalation.RaiseDowntime;
import io.godwit.events.convergence.Escalation.SwitchToPostCopy;
import io.godwit.events.convergence.Escalation.Throttle;
import io.godwit.events.convergence.Prediction;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The steps that a policy would have taken, in words. */
public final class StepText {
  private StepText() {}

  public static void print(Recording recording, Retelling retelling, Screen screen) {
    var samples = recording.samples();
    var last = samples.getLast();
    screen.line(
        "migration %s, attempt %d: %d samples over %s"
            .formatted(
                last.about().migration(),
                last.about().attempt(),
                samples.size(),
                time(last.elapsed())));
    var policy = retelling.policy();
    screen.line("policy %s, version %d".formatted(policy.name(), policy.version()));
    if (retelling.steps().isEmpty()) {
      screen.line("it would have taken no step");
    }
    for (var taken : retelling.steps()) {
      var choice = taken.choice();
      screen.line("");
      screen.line(
          "%s  pass %d  %s  (%s)"
              .formatted(
                  time(taken.elapsed()),
                  taken.pass(),
                  screen.paint(Screen.Colour.HEADING, step(choice.escalation())),
                  word(choice.reason())));
      screen.line("  as it stood  " + predicted(choice.asItStands()));
      screen.line("  expected     " + predicted(choice.expected()));
      for (var refused : choice.refused()) {
        screen.line("  refused      %s: %s".formatted(step(refused.escalation()), refused.why()));
      }
    }
  }

  /** A step in a few words. */
  public static String step(Escalation escalation) {
    return switch (escalation) {
      case AskBandwidth ask -> "ask for " + Amounts.rate(ask.wanted().count());
      case RaiseDowntime raise -> "raise the downtime to " + time(raise.maxDowntime());
      case Throttle throttle -> "slow the guest by " + throttle.percent() + " %";
      case SwitchToPostCopy _ -> "switch to post-copy";
      case Pause pause -> "pause the guest for at most " + time(pause.atMost());
      case GiveUp _ -> "give up";
    };
  }

  private static String predicted(@Nullable Prediction prediction) {
    if (prediction == null || prediction.eta() == null) {
      return "no end";
    }
    return "the end in %s to %s, downtime %s, work lost %s (%.0f %% likely)"
        .formatted(
            time(prediction.eta().low()),
            time(prediction.eta().high()),
            time(prediction.downtime()),
            time(prediction.workLost()),
            100 * prediction.probability());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String time(Duration time) {
    return Amounts.millis(time.toMillis());
  }
}
