package io.godwit.policy.lever;

import java.time.Duration;

/**
 * The figures of the rules.
 *
 * @param downtimeMargin how much more downtime is allowed than predicted, as a share
 * @param commandExpiry an agent refuses a command that is older
 * @param answerWithin a command that is not answered by then is sent again
 * @param mostSends how often a command is sent at most
 * @param passesToVerify complete passes after which a step must have shown its effect
 * @param passesToGiveUp passes that must have shown a plateau before it is called hopeless
 * @param leastProbability with which a step must be predicted to finish the migration
 * @param patiencePasses for how many first passes a plateau is waited out before a step that costs
 *     the guest work; twice as many if there is a sign that the guest's writing changes
 * @param mostPatience the longest that is waited
 */
public record Rules(
    double downtimeMargin,
    Duration commandExpiry,
    Duration answerWithin,
    int mostSends,
    int passesToVerify,
    int passesToGiveUp,
    double leastProbability,
    double patiencePasses,
    Duration mostPatience) {
  public static final Rules DEFAULT =
      new Rules(
          0.2,
          Duration.ofSeconds(30),
          Duration.ofSeconds(3),
          5,
          1,
          2,
          0.8,
          2,
          Duration.ofMinutes(2));
}
