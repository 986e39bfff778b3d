package io.godwit.cli.simulation;

import io.godwit.events.policy.PolicyDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How all policies fared with the same guests.
 *
 * @param seed of the guests
 * @param guests how many
 * @param scores one for each policy, in their order
 * @param reachable by intent: for how many guests any of the policies met it
 */
public record Standings(long seed, int guests, List<Score> scores, Map<String, Integer> reachable) {

  static Standings of(Contest contest, List<PolicyDefinition> definitions, List<Outcome> outcomes) {
    var intents =
        definitions.stream().filter(one -> one.ladder() == null).map(one -> one.name()).toList();
    var scores = new ArrayList<Score>();
    for (int policy = 0; policy < definitions.size(); policy++) {
      scores.add(score(definitions.get(policy), policy, intents, outcomes));
    }
    var reachable = new LinkedHashMap<String, Integer>();
    for (int i = 0; i < intents.size(); i++) {
      int intent = i;
      reachable.put(
          intents.get(i), count(outcomes.stream().filter(one -> one.reaches(intent)).count()));
    }
    return new Standings(contest.seed(), contest.guests(), scores, reachable);
  }

  private static Score score(
      PolicyDefinition definition, int policy, List<String> intents, List<Outcome> outcomes) {
    var fates = outcomes.stream().map(outcome -> outcome.fates().get(policy)).toList();
    int own = intents.indexOf(definition.name());
    var met = new LinkedHashMap<String, Integer>();
    for (int i = 0; i < intents.size(); i++) {
      int intent = i;
      if (own < 0 || own == i) {
        long many = outcomes.stream().filter(one -> one.meets().get(policy).get(intent)).count();
        met.put(intents.get(i), count(many));
      }
    }
    long outside =
        own < 0 ? 0 : outcomes.stream().filter(one -> !one.within().get(policy).get(own)).count();
    return Score.of(definition.name(), fates, met, count(outside));
  }

  private static int count(long many) {
    return Math.toIntExact(many);
  }

  /** Whether no intent ever went beyond its budget. */
  public boolean withinBudgets() {
    return scores.stream().allMatch(score -> score.outsideBudget() == 0);
  }

  /** Each intent beside the best ladder, in a sentence each. */
  public List<String> sentences() {
    return scores.stream()
        .filter(score -> reachable.containsKey(score.policy()))
        .map(this::sentence)
        .toList();
  }

  private String sentence(Score intent) {
    var ladders = scores.stream().filter(score -> !reachable.containsKey(score.policy())).toList();
    int met = intent.met(intent.policy());
    var own =
        "%s is met for %d of the %d guests for which anybody meets it"
            .formatted(
                intent.policy(), met, Objects.requireNonNull(reachable.get(intent.policy())));
    if (ladders.isEmpty()) {
      return own;
    }
    var best = best(ladders, intent.policy());
    var most = mostCompleted(ladders);
    return "%s, by the best ladder, %s, for %d; %d complete, under the ladder %s %d"
        .formatted(
            own,
            best.policy(),
            best.met(intent.policy()),
            intent.completed(),
            most.policy(),
            most.completed());
  }

  private static Score best(List<Score> ladders, String intent) {
    var best = ladders.getFirst();
    for (var ladder : ladders) {
      best = ladder.met(intent) > best.met(intent) ? ladder : best;
    }
    return best;
  }

  private static Score mostCompleted(List<Score> ladders) {
    var most = ladders.getFirst();
    for (var ladder : ladders) {
      most = ladder.completed() > most.completed() ? ladder : most;
    }
    return most;
  }
}
