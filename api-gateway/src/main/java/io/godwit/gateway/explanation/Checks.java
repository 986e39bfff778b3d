package io.godwit.gateway.explanation;

import io.godwit.events.Bytes;
import io.godwit.events.HostId;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.Fact;
import io.godwit.events.agent.Fact.Answer;
import io.godwit.events.migration.MigrationEvent.Considered;
import io.godwit.events.migration.MigrationEvent.MigrationChecking;
import io.godwit.events.migration.MigrationEvent.MigrationPreparing;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which hosts were looked at, what was asked of them, and what was reserved. */
final class Checks {
  private static final int MOST_HOSTS = 10;

  private Checks() {}

  static List<String> checking(MigrationChecking e) {
    var sentences = new ArrayList<String>();
    sentences.add(
        "Attempt %d was to go from %s to %s: %s"
            .formatted(e.about().attempt(), e.source(), e.destination(), Words.ending(e.why())));
    others("Other hosts that would do: ", e, true, sentences);
    others("Left out: ", e, false, sentences);
    return sentences;
  }

  private static void others(
      String text, MigrationChecking e, boolean suitable, List<String> sentences) {
    var hosts =
        e.considered().stream()
            .filter(one -> one.suitable() == suitable && !one.host().equals(e.destination()))
            .toList();
    if (!hosts.isEmpty()) {
      var told = hosts.stream().limit(MOST_HOSTS).map(Checks::told);
      var more = hosts.size() > MOST_HOSTS ? "; and %d more" : "";
      sentences.add(
          told.collect(Collectors.joining("; ", text, ""))
              + more.formatted(hosts.size() - MOST_HOSTS)
              + ".");
    }
  }

  private static String told(Considered considered) {
    return "%s, %s".formatted(considered.host(), Words.inside(considered.reason()));
  }

  /**
   * @param forced whether the request takes the destination whatever it says
   */
  static List<String> preparing(MigrationPreparing e, @Nullable HostId host, boolean forced) {
    var sentences = new ArrayList<String>();
    sentences.add(verdict(e.facts(), forced));
    sentences.addAll(reserved(e.claims(), host));
    return sentences;
  }

  private static String verdict(List<Fact> facts, boolean forced) {
    long yes = facts.stream().filter(fact -> fact.answer() == Answer.YES).count();
    var begin =
        forced && yes < facts.size()
            ? "The destination is taken because the request forces it"
            : "The destination can take the guest";
    var text = new StringBuilder(begin);
    text.append(": %d of %d facts say yes".formatted(yes, facts.size()));
    for (var fact : facts) {
      if (fact.answer() != Answer.YES) {
        text.append("; ").append(told(fact));
      }
    }
    return text.append('.').toString();
  }

  /** What spoke against a host, as one sentence; none where nothing did. */
  static List<String> against(String host, List<Fact> facts) {
    var refused = against(facts, EnumSet.of(Answer.NO, Answer.PROBABLY_NO));
    if (refused.isEmpty()) {
      refused = against(facts, EnumSet.of(Answer.NO_IDEA));
    }
    return refused.isEmpty()
        ? List.of()
        : List.of(
            refused.stream()
                .map(Checks::told)
                .collect(Collectors.joining("; ", "What spoke against " + host + ": ", ".")));
  }

  private static List<Fact> against(List<Fact> facts, Set<Answer> answers) {
    return facts.stream().filter(fact -> answers.contains(fact.answer())).toList();
  }

  /** Like {@code memory: no, 3 GiB are missing [1.0 GiB free, 4.0 GiB needed]}. */
  private static String told(Fact fact) {
    var text =
        "%s: %s, %s".formatted(fact.name(), Words.of(fact.answer()), Words.inside(fact.reason()));
    var evidence = Words.inside(fact.evidence());
    return evidence.isBlank() || fact.reason().contains(evidence)
        ? text
        : "%s [%s]".formatted(text, evidence);
  }

  /** Events from before there were claims have none. */
  private static List<String> reserved(@Nullable Claims claims, @Nullable HostId host) {
    if (claims == null) {
      return List.of();
    }
    var parts = new ArrayList<String>();
    if (!claims.memory().equals(Bytes.ZERO)) {
      parts.add(Words.amount(claims.memory()) + " of memory");
    }
    for (var pages : claims.hugePages()) {
      parts.add(
          "%s in pages of %s".formatted(Words.amount(pages.memory()), Words.amount(pages.page())));
    }
    for (var cell : claims.cells()) {
      parts.add("%s of NUMA cell %d".formatted(Words.amount(cell.memory()), cell.cell()));
    }
    if (!claims.cpus().isEmpty()) {
      var cpus = claims.cpus().stream().map(String::valueOf).collect(Collectors.joining(", "));
      parts.add((claims.cpus().size() == 1 ? "CPU " : "CPUs ") + cpus);
    }
    for (var device : claims.devices()) {
      parts.add(
          "%s device %s in place of %s"
              .formatted(Words.of(device.kind()), device.address(), device.sourceAddress()));
    }
    for (var volume : claims.volumes()) {
      parts.add(
          "%s of pool %s, where disk %s is copied to as %s (%s)"
              .formatted(
                  Words.amount(volume.space()),
                  volume.pool(),
                  volume.target(),
                  volume.volume(),
                  volume.format()));
    }
    var where = host == null ? "there" : "at " + host;
    return parts.isEmpty()
        ? List.of()
        : List.of("Reserved %s: %s.".formatted(where, String.join("; ", parts)));
  }
}
