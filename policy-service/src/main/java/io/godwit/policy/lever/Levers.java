package io.godwit.policy.lever;

import io.godwit.convergence.model.Lever;
import io.godwit.convergence.model.Lever.AsItStands;
import io.godwit.convergence.model.Lever.Bandwidth;
import io.godwit.convergence.model.Lever.Downtime;
import io.godwit.convergence.model.Lever.Pause;
import io.godwit.convergence.model.Lever.PostCopy;
import io.godwit.convergence.model.Lever.Throttle;
import io.godwit.events.convergence.Escalation;
import java.util.List;
import java.util.Locale;

/** Every lever, the least harmful first. */
public final class Levers {
  private static final List<Weigher> ALL =
      List.of(
          new MoreBandwidth(),
          new MoreDowntime(),
          new AtLocalMinimum(),
          new Throttling(),
          new SwitchingToPostCopy(),
          new Pausing());

  private Levers() {}

  public static List<Weighed> weigh(View view) {
    return ALL.stream().map(weigher -> weigher.weigh(view)).toList();
  }

  /** What a step moves of the model. */
  public static Lever of(Escalation escalation, View view) {
    return switch (escalation) {
      case Escalation.AskBandwidth ask -> new Bandwidth(view.movedAt(ask.wanted().count()));
      case Escalation.RaiseDowntime raise -> new Downtime(raise.maxDowntime());
      case Escalation.Throttle throttle -> new Throttle(throttle.percent());
      case Escalation.SwitchToPostCopy _ -> new PostCopy();
      case Escalation.Pause _ -> new Pause();
      case Escalation.GiveUp _ -> new AsItStands();
    };
  }

  public static String said(double seconds) {
    return seconds < 1
        ? Math.round(seconds * 1000) + " ms"
        : String.format(Locale.ROOT, "%.1f s", seconds);
  }
}
