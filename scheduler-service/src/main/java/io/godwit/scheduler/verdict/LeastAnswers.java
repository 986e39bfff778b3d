package io.godwit.scheduler.verdict;

import static io.godwit.events.agent.Fact.Answer.NO_IDEA;
import static io.godwit.events.agent.Fact.Answer.PROBABLY_NO;

import io.godwit.events.GuestClass;
import io.godwit.events.agent.Fact;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The least answer to each fact that is accepted of a destination: policy, not code. What is said
 * of a class of guests goes before what is said of all, and both before what Godwit comes with. A
 * fact about one of several things, like {@code disk-vda}, is meant by its own name and by that of
 * its kind, {@code disk}; its own goes first.
 *
 * @param byClass what is said of a class of guests, by fact
 * @param all what is said of all guests, by fact
 */
public record LeastAnswers(
    Map<GuestClass, Map<String, Fact.Answer>> byClass, Map<String, Fact.Answer> all) {
  public static final LeastAnswers DEFAULT = new LeastAnswers(Map.of(), Map.of());

  /** Of a fact of which nobody says anything. */
  private static final Fact.Answer OTHERWISE = NO_IDEA;

  /** What is no harm, or is put right by the migration itself. */
  private static final Map<String, Fact.Answer> SHIPPED =
      Map.of("guest-not-here", PROBABLY_NO, "affinity", PROBABLY_NO, "convergence", PROBABLY_NO);

  /** An older hypervisor is tried with a guest that tolerates it, not with a critical one. */
  private static final Map<String, Fact.Answer> SHIPPED_UNLESS_CRITICAL =
      Map.of("hypervisor-version", PROBABLY_NO);

  public LeastAnswers {
    byClass = Map.copyOf(byClass);
    all = Map.copyOf(all);
  }

  /** The least answer to that fact which is accepted for such a guest. */
  public Fact.Answer of(String fact, GuestClass guestClass) {
    var said = said(byClass.getOrDefault(guestClass, Map.of()), fact);
    if (said == null) {
      said = said(all, fact);
    }
    if (said == null && guestClass != GuestClass.CRITICAL) {
      said = said(SHIPPED_UNLESS_CRITICAL, fact);
    }
    if (said == null) {
      said = said(SHIPPED, fact);
    }
    return said == null ? OTHERWISE : said;
  }

  private static Fact.@Nullable Answer said(Map<String, Fact.Answer> by, String fact) {
    var own = by.get(fact);
    return own == null ? by.get(kind(fact)) : own;
  }

  /** What the fact is about, without which of them: {@code disk} of {@code disk-vda}. */
  static String kind(String fact) {
    if (fact.equals("disk-cache")) {
      return fact;
    }
    if (fact.startsWith("disk-")) {
      return "disk";
    }
    return fact.startsWith("network-") ? "network" : fact;
  }
}
