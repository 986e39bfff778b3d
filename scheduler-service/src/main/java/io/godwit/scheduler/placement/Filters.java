package io.godwit.scheduler.placement;

import io.godwit.events.agent.Fact.Answer;
import io.godwit.scheduler.dispatch.Windows;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Hosts that are out of the question, each with its reason; the first one counts. */
final class Filters {
  private Filters() {}

  /** One rule: why a host does not suit, or absent. */
  @FunctionalInterface
  private interface Filter {
    @Nullable Misfit misfit(Wish wish, Stock stock);
  }

  /** Nothing overrules these: without them a migration there is not possible, or not wanted now. */
  private static final List<Filter> ALWAYS =
      List.of(
          Filters::source,
          Filters::allowed,
          Filters::said,
          Filters::silent,
          Filters::connected,
          Filters::blackout);

  /** A forced destination is taken although. */
  private static final List<Filter> UNLESS_FORCED =
      List.of(
          Filters::refused, Filters::closed, Filters::memory, Filters::networks, Filters::affinity);

  static @Nullable Misfit misfit(Wish wish, Stock stock) {
    var misfit = first(ALWAYS, wish, stock);
    return misfit == null && !wish.forced() ? first(UNLESS_FORCED, wish, stock) : misfit;
  }

  private static @Nullable Misfit first(List<Filter> filters, Wish wish, Stock stock) {
    for (var filter : filters) {
      var misfit = filter.misfit(wish, stock);
      if (misfit != null) {
        return misfit;
      }
    }
    return null;
  }

  private static @Nullable Misfit source(Wish wish, Stock stock) {
    return stock.id().equals(wish.source) ? () -> "the guest runs there already" : null;
  }

  private static @Nullable Misfit allowed(Wish wish, Stock stock) {
    var allowed = wish.waiting.allowed();
    return allowed.isEmpty() || allowed.contains(stock.id())
        ? null
        : () -> "it is not among the destinations that were asked for";
  }

  private static @Nullable Misfit said(Wish wish, Stock stock) {
    return stock.inventory() == null ? () -> "it has not said what it has" : null;
  }

  private static @Nullable Misfit silent(Wish wish, Stock stock) {
    var seen = stock.host().lastSeenAt();
    return seen == null || seen.isBefore(wish.silentBefore) ? () -> "it is silent" : null;
  }

  private static @Nullable Misfit connected(Wish wish, Stock stock) {
    return stock.host().connected() ? null : () -> "it does not reach its hypervisor";
  }

  private static @Nullable Misfit blackout(Wish wish, Stock stock) {
    if (!stock.hasWindows()) {
      return null;
    }
    var blackout = Windows.blackout(stock.host(), wish.waiting.reason(), wish.now);
    return blackout == null ? null : () -> "it is in a blackout";
  }

  /** A caller that names the host wants just that one to be asked. */
  private static @Nullable Misfit refused(Wish wish, Stock stock) {
    if (wish.waiting.tried().isEmpty() || wish.isNamed(stock.id())) {
      return null;
    }
    var before = wish.waiting.refusedForGood(stock.id());
    return before.isPresent() ? () -> "it refused: " + before.get().detail() : null;
  }

  private static @Nullable Misfit closed(Wish wish, Stock stock) {
    return stock.closed() ? () -> "it is closed to incoming guests" : null;
  }

  private static @Nullable Misfit memory(Wish wish, Stock stock) {
    return stock.hasFree(wish.needed)
        ? null
        : () -> "it has %s free, %s are needed".formatted(stock.free(), wish.needed);
  }

  private static @Nullable Misfit networks(Wish wish, Stock stock) {
    var needs = wish.needs();
    if (needs == null || wish.connects(stock)) {
      return null;
    }
    return () ->
        needs.networks().stream()
            .filter(network -> !wish.reach.has(stock, network))
            .map(network ->
                "it has no %s '%s'"
                    .formatted(network.kind().name().toLowerCase(Locale.ROOT), network.name()))
            .findFirst()
            .orElse("a network is missing");
  }

  /** A preference as a rule; the policy may make it a condition. */
  private static @Nullable Misfit affinity(Wish wish, Stock stock) {
    if (wish.leastAffinity.compareTo(Answer.PROBABLY_NO) <= 0) {
      return null;
    }
    var affinity = Affinity.of(wish, stock);
    return affinity.answer().compareTo(wish.leastAffinity) < 0 ? affinity::words : null;
  }
}
