package io.godwit.cli.simulation;

import io.godwit.agent.physics.Workload.Spell;
import io.godwit.agent.simulation.Scenario;
import io.godwit.cli.terminal.Amounts;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.Escalation;
import io.godwit.events.convergence.EscalationDecided;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The course of one migration in lines: its passes, and what was decided on which grounds. */
final class Narration implements Watcher {
  /** Passes after a decision that are told one by one; of later ones every so many. */
  private static final int FIRST_PASSES = 12;

  private static final int EVERY = 50;

  private final List<String> lines;
  private int passesSince;

  Narration(List<String> lines) {
    this.lines = lines;
  }

  static String of(Scenario guest) {
    var work = guest.workload();
    return """
    %s: memory %s, used %s, disks %s, compressible %.0f %%; runs for %d s already
    writes %s%s, at most %s
    link %s, others take it to %.0f %% from %d to %d s; own limit %s
    hypervisor looks for dirtied pages %s; %s\
    """
        .formatted(
            guest.name(),
            guest.memory(),
            work.used(),
            guest.disks(),
            work.compressible() * 100,
            guest.age().toSeconds(),
            work.spells().stream().map(Narration::said).collect(Collectors.joining(", then ")),
            work.repeats() ? ", again and again" : "",
            work.fullRate(),
            guest.link().rate(),
            guest.link().part() * 100,
            guest.link().othersFrom().toSeconds(),
            guest.link().othersUntil().toSeconds(),
            said(guest.limit()),
            guest.continuous() ? "all the time if post-copy is armed" : "between passes",
            guest.quota() ? "the host has quotas" : "the host has no quotas");
  }

  private static String said(Spell spell) {
    var writers =
        spell.writers().stream()
            .map(one ->
                "%s at %s %s"
                    .formatted(
                        one.workingSet(), one.rate(), one.inOrder() ? "in order" : "anywhere"))
            .collect(Collectors.joining(" and "));
    return spell.lasts().isZero()
        ? writers
        : writers + " for " + Amounts.millis(spell.lasts().toMillis());
  }

  private static String said(@Nullable BytesPerSecond limit) {
    return limit == null ? "none" : limit.toString();
  }

  static String of(Fate fate) {
    return String.format(
        Locale.ROOT,
        "%s after %.1f s; work lost %.1f s, longest standstill %.3f s, slowed by at most %d %%%s%s",
        fate.end(),
        fate.total().toMillis() / 1000.0,
        fate.workLost(),
        fate.standstill(),
        fate.throttlePercent(),
        fate.postCopy() ? ", by post-copy" : "",
        fate.paused() ? ", paused" : "");
  }

  @Override
  public void saw(ConvergenceTrend trend) {
    boolean told = passesSince <= FIRST_PASSES || passesSince % EVERY == 0;
    if (trend.passBoundary()) {
      passesSince++;
    }
    if (trend.passBoundary() && told) {
      lines.add(line(trend));
    }
  }

  private static String line(ConvergenceTrend trend) {
    return String.format(
        Locale.ROOT,
        "%8.1f s  pass %d: %s remain, %s fit; moves %s, writes %s (%s to %s) in %s; %s, ends with"
            + " %.0f %%",
        trend.elapsed().toMillis() / 1000.0,
        trend.pass(),
        trend.remaining(),
        trend.threshold(),
        trend.bandwidth(),
        trend.dirtyRate(),
        trend.dirtyRateRange().low(),
        trend.dirtyRateRange().high(),
        trend.workingSet(),
        trend.outlook(),
        trend.convergenceProbability() * 100);
  }

  @Override
  public void decided(EscalationDecided decided, Duration at) {
    passesSince = 0;
    lines.add(
        String.format(
            Locale.ROOT,
            "%8.1f s  %s, because %s",
            at.toMillis() / 1000.0,
            decided.escalation(),
            decided.reason()));
    decided
        .refused()
        .forEach(other -> lines.add("            not " + other.escalation() + ": " + other.why()));
  }

  @Override
  public void refused(Escalation escalation, String why, Duration at) {
    lines.add(
        String.format(
            Locale.ROOT, "%8.1f s  %s was refused: %s", at.toMillis() / 1000.0, escalation, why));
  }
}
