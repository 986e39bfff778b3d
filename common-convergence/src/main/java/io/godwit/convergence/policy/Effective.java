package io.godwit.convergence.policy;

import io.godwit.events.Bytes;
import io.godwit.events.EffectivePolicy;
import io.godwit.events.EffectivePolicy.LastResort;
import io.godwit.events.convergence.Escalation.GiveUp;
import io.godwit.events.convergence.Escalation.Pause;
import io.godwit.events.convergence.Escalation.RaiseDowntime;
import io.godwit.events.policy.Intent;
import io.godwit.events.policy.Ladder;
import io.godwit.events.policy.Objective;
import io.godwit.events.policy.PolicyDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A definition as it applies to one migration.
 *
 * @param policy revision 1
 * @param sentences what of it is not simply the definition's, and why
 */
public record Effective(EffectivePolicy policy, List<String> sentences) {
  private static final double GIB = 1L << 30;

  /** What the hypervisor's own throttling may reach, which a ladder arms or not. */
  private static final int MOST_AUTO_CONVERGE = 99;

  public Effective {
    sentences = List.copyOf(sentences);
  }

  /**
   * @param memory of the guest
   * @param disks bytes of disks that move with it
   * @param start when memory begins to move, from which the definition's deadlines count
   * @param deadline the request's own, which wins; absent: none
   * @param lastResort the request's own, which wins; absent: none
   * @param postCopyForbidden who else forbids post-copy, such as "the host a"
   */
  public static Effective of(
      PolicyDefinition definition,
      Bytes memory,
      Bytes disks,
      Instant start,
      @Nullable Instant deadline,
      @Nullable LastResort lastResort,
      List<String> postCopyForbidden) {
    var sentences = new ArrayList<String>();
    var ladder = allowed(definition.ladder(), postCopyForbidden);
    var intent = ladder == null ? definition.intent() : asIntent(ladder);
    var wanted = Objects.requireNonNull(intent, "a definition has one of both");
    var until = deadline;
    if (until == null) {
      until = deadline(wanted, memory, disks, start, sentences);
    } else {
      sentences.add("the request wants it over by " + until);
    }
    var resort = lastResort(definition.name(), wanted, lastResort, sentences);
    boolean postCopy = postCopy(definition, wanted, postCopyForbidden, sentences);
    var changed = with(wanted, postCopy, resort);
    return new Effective(
        EffectivePolicy.of(
            definition.name(), definition.version(), changed, until, ladder, definition.shadow()),
        sentences);
  }

  private static @Nullable Instant deadline(
      Intent intent, Bytes memory, Bytes disks, Instant start, List<String> sentences) {
    var fixed = intent.deadline();
    var perGib = intent.deadlinePerGib();
    if (fixed == null && perGib == null) {
      return null;
    }
    double gib = memory.plus(disks).count() / GIB;
    var byFixed = fixed == null ? Duration.ZERO : fixed;
    var bySize =
        perGib == null ? Duration.ZERO : Duration.ofMillis(Math.round(perGib.toMillis() * gib));
    if (bySize.compareTo(byFixed) > 0) {
      sentences.add(
          "it should be over within %s: %s for each of %.1f GiB"
              .formatted(said(bySize), said(Objects.requireNonNull(perGib)), gib));
      return start.plus(bySize);
    }
    sentences.add("it should be over within " + said(byFixed));
    return start.plus(byFixed);
  }

  private static LastResort lastResort(
      String name, Intent intent, @Nullable LastResort wanted, List<String> sentences) {
    if (wanted == null || wanted == intent.lastResort()) {
      return intent.lastResort();
    }
    if (wanted == LastResort.PAUSE && intent.pauseBudget().isZero()) {
      sentences.add(
          "the request wants a pause as the last resort, which the policy %s does not allow"
              .formatted(name));
      return intent.lastResort();
    }
    sentences.add("the request wants another last resort: " + said(wanted));
    return wanted;
  }

  private static boolean postCopy(
      PolicyDefinition definition,
      Intent intent,
      List<String> postCopyForbidden,
      List<String> sentences) {
    var ladder = definition.ladder();
    boolean wanted = ladder == null ? intent.postCopyAllowed() : ladder.postCopyArmed();
    if (wanted && !postCopyForbidden.isEmpty()) {
      sentences.add(
          "the policy %s would allow post-copy, but %s"
              .formatted(definition.name(), String.join(" and ", forbids(postCopyForbidden))));
    }
    return wanted && postCopyForbidden.isEmpty();
  }

  private static List<String> forbids(List<String> who) {
    return who.stream().map(one -> one + " forbids it").toList();
  }

  private static @Nullable Ladder allowed(@Nullable Ladder ladder, List<String> forbidden) {
    return ladder == null || forbidden.isEmpty()
        ? ladder
        : new Ladder(
            ladder.lookEvery(),
            ladder.initialDowntime(),
            false,
            ladder.autoConvergeArmed(),
            ladder.oneAtATime(),
            ladder.rungs());
  }

  /** What a ladder may reach, so that what it costs at most can be said of it as of an intent. */
  private static Intent asIntent(Ladder ladder) {
    var downtime = ladder.initialDowntime();
    var pause = Duration.ZERO;
    var resort = LastResort.KEEP_RUNNING;
    for (var rung : ladder.rungs()) {
      if (rung.step() instanceof RaiseDowntime raise
          && raise.maxDowntime().compareTo(downtime) > 0) {
        downtime = raise.maxDowntime();
      } else if (rung.step() instanceof Pause held && held.atMost().compareTo(pause) > 0) {
        pause = held.atMost();
      } else if (rung.step() instanceof GiveUp) {
        resort = LastResort.ABORT;
      }
    }
    return new Intent(
        Objective.LEAST_WORK_LOST,
        null,
        null,
        ladder.initialDowntime(),
        downtime,
        ladder.autoConvergeArmed() ? MOST_AUTO_CONVERGE : 0,
        1,
        ladder.postCopyArmed(),
        pause,
        false,
        resort);
  }

  private static Intent with(Intent intent, boolean postCopy, LastResort lastResort) {
    return new Intent(
        intent.objective(),
        intent.deadline(),
        intent.deadlinePerGib(),
        intent.initialDowntime(),
        intent.downtimeBudget(),
        intent.throttleBudgetPercent(),
        intent.bandwidthShare(),
        postCopy,
        intent.pauseBudget(),
        intent.localMinimumAllowed(),
        lastResort);
  }

  private static String said(LastResort lastResort) {
    return switch (lastResort) {
      case ABORT -> "to give up";
      case KEEP_RUNNING -> "to keep running at the source";
      case PAUSE -> "to pause the guest";
    };
  }

  private static String said(Duration duration) {
    return duration.toMillis() % 1000 == 0 && duration.toSeconds() < 600
        ? duration.toSeconds() + " s"
        : "%.1f min".formatted(duration.toMillis() / 60_000.0);
  }
}
