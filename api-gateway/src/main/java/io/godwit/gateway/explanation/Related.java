package io.godwit.gateway.explanation;

import io.godwit.events.MigrationId;
import io.godwit.gateway.evacuation.EvacuationView;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a migration's story needs to know of others.
 *
 * @param evacuation that the migration is part of; absent: of none, or it is not known
 * @param guests that other migrations move, by their names, as far as they are known
 */
public record Related(@Nullable EvacuationView evacuation, Map<MigrationId, String> guests) {
  public static final Related NONE = new Related(null, Map.of());

  public Related {
    guests = Map.copyOf(guests);
  }
}
