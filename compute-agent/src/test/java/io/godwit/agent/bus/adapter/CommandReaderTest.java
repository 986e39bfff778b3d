package io.godwit.agent.bus.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.HostId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

class CommandReaderTest {
  @Test
  void partitionIsTheProducers() {
    for (var name : List.of("host1", "host2", "sim-1", "a.b.example")) {
      assertThat(CommandReader.partitionOf(new HostId(name), 6))
          .isEqualTo(BuiltInPartitioner.partitionForKey(name.getBytes(StandardCharsets.UTF_8), 6));
    }
  }
}
