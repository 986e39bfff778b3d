package io.godwit.scheduler.dispatch.adapter;

import io.godwit.events.GuestClass;
import io.godwit.events.InvalidField;
import io.godwit.events.Require;
import io.godwit.events.agent.Fact;
import io.godwit.scheduler.lifecycle.Rules;
import io.godwit.scheduler.verdict.LeastAnswers;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * How destinations are asked, and what is accepted of them.
 *
 * @param shortlist how many hosts are asked for one migration
 * @param others key {@code wait}: how long those may take that are not the destination
 * @param maxAge of the destination's last answer when the migration starts
 * @param dirtying whole seconds for which it is measured how fast a guest writes to its memory,
 *     before it moves; empty: not at all
 * @param least the least answer to each fact that is accepted: {@code least.all.<fact>}, or for a
 *     class of guests {@code least.<class>.<fact>}
 */
@ConfigurationProperties(value = "scheduler.checks", ignoreUnknownFields = false)
public record ChecksProperties(
    @DefaultValue("3") int shortlist,
    @Name("wait") @DefaultValue("1s") Duration others,
    @DefaultValue("5s") Duration maxAge,
    @DefaultValue("1s") List<Duration> dirtying,
    @Nullable Map<String, Map<String, Fact.Answer>> least) {
  private static final String ALL = "all";

  public ChecksProperties {
    Require.atLeast(shortlist, 1, "scheduler.checks.shortlist");
    Require.notNegative(others, "scheduler.checks.wait");
    Require.notNegative(maxAge, "scheduler.checks.max-age");
    dirtying = Require.list(dirtying);
    Require.atMost(dirtying.size(), 5, "scheduler.checks.dirtying");
    if (dirtying.stream()
        .anyMatch(period -> period.toSeconds() < 1 || period.toMillis() % 1000 != 0)) {
      throw new InvalidField(
          "scheduler.checks.dirtying", "must be whole seconds, at least 1s each");
    }
    least = least == null ? Map.of() : Map.copyOf(least);
    least.keySet().forEach(ChecksProperties::classOrAll);
  }

  Rules.Checks checks() {
    return new Rules.Checks(others, maxAge, dirtying);
  }

  LeastAnswers leastAnswers() {
    var said = least == null ? Map.<String, Map<String, Fact.Answer>>of() : least;
    var byClass = new EnumMap<GuestClass, Map<String, Fact.Answer>>(GuestClass.class);
    said.forEach((name, answers) -> {
      var guestClass = classOrAll(name);
      if (guestClass != null) {
        byClass.put(guestClass, answers);
      }
    });
    return new LeastAnswers(byClass, said.getOrDefault(ALL, Map.of()));
  }

  private static @Nullable GuestClass classOrAll(String name) {
    if (name.equals(ALL)) {
      return null;
    }
    try {
      return GuestClass.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new InvalidField(
          "scheduler.checks.least." + name, "must be all, critical, standard or batch");
    }
  }
}
