package io.godwit.gateway.evacuation;

import io.godwit.events.EvacuationId;
import io.godwit.events.HostId;
import io.godwit.events.evacuation.EvacuationEvent;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the topic of evacuations has told so far, kept for questions. */
public interface Evacuations {
  /** An evacuation that was asked for; one of which only later events are known does not count. */
  Optional<EvacuationView> find(EvacuationId id);

  /**
   * The newest first.
   *
   * @param limit at least 1
   */
  List<EvacuationView> list(@Nullable HostId host, @Nullable EvacuationState state, int limit);

  /** The evacuation of a host that the scheduler has taken up and that has not ended. */
  Optional<EvacuationView> underWay(HostId host);

  /** Shows an evacuation whose request was just written; nothing if it is known already. */
  void remember(EvacuationView requested);

  /** Takes in an event. */
  void learn(EvacuationEvent event);
}
