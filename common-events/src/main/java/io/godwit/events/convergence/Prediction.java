package io.godwit.events.convergence;

import io.godwit.events.Bytes;
import io.godwit.events.InvalidField;
import io.godwit.events.Require;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a migration under given settings, as the model has it.
 *
 * @param probability that it completes at all, 0 to 1
 * @param eta how long still, if it does; absent: never
 * @param downtime how long the guest would stand still
 * @param workLost time of its normal work that the guest would lose, standstill included
 * @param toSend bytes that would still go over the link
 */
public record Prediction(
    double probability, @Nullable Eta eta, Duration downtime, Duration workLost, Bytes toSend) {
  public Prediction {
    if (!(probability >= 0 && probability <= 1)) {
      throw new InvalidField("probability", "must be from 0 to 1");
    }
    Require.notNegative(downtime, "downtimeMillis");
    Require.notNegative(workLost, "workLostMillis");
    Require.present(toSend, "toSendBytes");
  }
}
