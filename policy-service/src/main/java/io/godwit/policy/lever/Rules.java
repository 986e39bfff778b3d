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
 * @param patience for how long a plateau is waited out before a step that costs the guest work;
 *     twice as long if the guest's writing was seen to change
 */
public record Rules(
    double downtimeMargin,
    Duration commandExpiry,
    Duration answerWithin,
    int mostSends,
    int passesToVerify,
    int passesToGiveUp,
    double leastProbability,
    Duration patience) {
  public static final Rules DEFAULT =
      new Rules(
          0.2, Duration.ofSeconds(30), Duration.ofSeconds(3), 5, 1, 2, 0.8, Duration.ofSeconds(25));
}
