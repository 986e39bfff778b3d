package io.godwit.policy.escalation.adapter;

import io.godwit.policy.lever.Rules;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

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
 * @param patience for how long a plateau is waited out before a step that costs the guest work
 * @param staleAfter a trend that was written longer ago when it is read is passed over
 * @param forgetAfter a migration that is over and not heard of for this long is forgotten
 * @param forgetSilentAfter any other migration that is not heard of for this long is forgotten
 */
@ConfigurationProperties(prefix = "policy.escalation", ignoreUnknownFields = false)
public record EscalationProperties(
    @DefaultValue("0.2") double downtimeMargin,
    @DefaultValue("30s") Duration commandExpiry,
    @DefaultValue("3s") Duration answerWithin,
    @DefaultValue("5") int mostSends,
    @DefaultValue("1") int passesToVerify,
    @DefaultValue("2") int passesToGiveUp,
    @DefaultValue("0.8") double leastProbability,
    @DefaultValue("25s") Duration patience,
    @DefaultValue("30s") Duration staleAfter,
    @DefaultValue("15m") Duration forgetAfter,
    @DefaultValue("24h") Duration forgetSilentAfter) {

  public EscalationProperties {
    require(downtimeMargin >= 0 && downtimeMargin <= 1, "downtime-margin must be from 0 to 1");
    require(commandExpiry.isPositive(), "command-expiry must be more than zero");
    require(answerWithin.isPositive(), "answer-within must be more than zero");
    require(
        answerWithin.compareTo(commandExpiry) <= 0, "answer-within must not exceed command-expiry");
    require(mostSends >= 1, "most-sends must be at least 1");
    require(passesToVerify >= 1, "passes-to-verify must be at least 1");
    require(passesToGiveUp >= 1, "passes-to-give-up must be at least 1");
    require(
        leastProbability > 0 && leastProbability <= 1,
        "least-probability must be more than 0 and at most 1");
    require(!patience.isNegative(), "patience must not be negative");
    require(staleAfter.isPositive(), "stale-after must be more than zero");
    require(forgetAfter.isPositive(), "forget-after must be more than zero");
    require(
        forgetSilentAfter.compareTo(forgetAfter) >= 0,
        "forget-silent-after must be at least forget-after");
  }

  Rules rules() {
    return new Rules(
        downtimeMargin,
        commandExpiry,
        answerWithin,
        mostSends,
        passesToVerify,
        passesToGiveUp,
        leastProbability,
        patience);
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException("policy.escalation." + sentence);
    }
  }
}
