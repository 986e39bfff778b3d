package io.godwit.policy.escalation.adapter;

import io.godwit.convergence.policy.ShippedDefinitions;
import io.godwit.events.policy.PolicyDefinition;
import io.godwit.policy.escalation.Definitions;
import io.godwit.service.streams.KeptCodec;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The definitions of operators as the topic has them, which every instance holds in full, over the
 * shipped ones. What cannot be read counts as not there.
 */
record PolicyDefinitions(KeyValueStore<String, byte[]> store) implements Definitions {
  static final String STORE = "definitions";
  private static final KeptCodec<PolicyDefinition> CODEC =
      new KeptCodec<>(PolicyDefinition.class, "definition");
  private static final Map<String, PolicyDefinition> SHIPPED = ShippedDefinitions.under(List.of());

  @Override
  public @Nullable PolicyDefinition of(String name) {
    var own = CODEC.read(store.get(name));
    return own == null ? SHIPPED.get(name) : own;
  }

  /** Keeps the topic's records as they are. */
  static final class Keeper implements Processor<String, byte[], Void, Void> {
    private @Nullable KeyValueStore<String, byte[]> store;

    @Override
    public void init(ProcessorContext<Void, Void> context) {
      store = context.getStateStore(STORE);
    }

    @Override
    public void process(Record<String, byte[]> record) {
      if (store != null && record.key() != null) {
        store.put(record.key(), record.value());
      }
    }
  }
}
