package io.godwit.scheduler.policy;

import io.godwit.events.Require;
import io.godwit.events.convergence.Prediction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a migration as it begins.
 *
 * @param predicted what becomes of it; absent: nothing can be said
 * @param planned why it is armed and told what it is, a sentence each
 */
public record Outset(@Nullable Prediction predicted, List<String> planned) {
  public static final Outset UNKNOWN = new Outset(null, List.of());

  public Outset {
    planned = Require.list(planned);
  }
}
