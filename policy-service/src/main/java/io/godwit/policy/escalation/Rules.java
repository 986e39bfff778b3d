package io.godwit.policy.escalation;

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
 */
public record Rules(
    double downtimeMargin,
    Duration commandExpiry,
    Duration answerWithin,
    int mostSends,
    int passesToVerify,
    int passesToGiveUp) {}
