package io.godwit.monitor.convergence.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.About;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.convergence.Phase;
import io.godwit.events.convergence.ProgressSample;
import io.godwit.monitor.convergence.Track;
import io.godwit.monitor.convergence.adapter.Kept.Mark;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class TracksTest {
  private final MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
  private final KeyValueStore<String, byte[]> store = store();

  @Test
  void whatIsKeptIsThereAfterARestart() {
    var kept = kept(1000);
    new Tracks(store).keep("m1", kept);

    var again = Objects.requireNonNull(new Tracks(store).of("m1"));

    assertThat(again.track()).isEqualTo(kept.track());
    assertThat(again.mark()).isEqualTo(kept.mark());
    assertThat(again.trend()).containsExactly(1, 2, 3);
  }

  @Test
  void whatIsForgottenIsGoneFromTheStoreToo() {
    var tracks = new Tracks(store);
    tracks.keep("old", kept(1000));
    tracks.keep("new", kept(9000));

    tracks.forget(tracks.where(mark -> mark.heardAtMillis() < 5000));

    assertThat(tracks.of("old")).isNull();
    assertThat(store.get("old")).isNull();
    assertThat(new Tracks(store).of("new")).isNotNull();
  }

  @Test
  void whatAnotherVersionWroteBeginsAnewOrIsRemoved() {
    store.put("m1", new byte[] {99, 1, 2});
    store.put("m2", new byte[] {99, 1, 2});
    var tracks = new Tracks(store);
    assertThat(tracks.of("m1")).isNull();
    tracks.keep("m1", kept(1000));

    tracks.forget(List.of());

    assertThat(store.get("m1")).isNotNull();
    assertThat(store.get("m2")).isNull();
  }

  private static Kept kept(long heardAtMillis) {
    var sample =
        new ProgressSample(
            new About(MigrationId.of("test", "tracks"), 1, 1, Instant.EPOCH),
            new HostId("a"),
            Phase.PRE_COPY,
            Duration.ofSeconds(1),
            1,
            false,
            1,
            Bytes.ofMebi(512),
            Bytes.ofMebi(60),
            Bytes.ofMebi(452),
            Bytes.ofMebi(60),
            BytesPerSecond.ZERO,
            Duration.ofMillis(300),
            null,
            false,
            0,
            Bytes.ZERO,
            Bytes.ZERO);
    var track = Track.observe(null, sample).track();
    return new Kept(new Mark(heardAtMillis, 0, true), track, new byte[] {1, 2, 3});
  }

  private KeyValueStore<String, byte[]> store() {
    KeyValueStore<String, byte[]> made =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore("tracks"), Serdes.String(), Serdes.ByteArray())
            .withCachingDisabled()
            .withLoggingDisabled()
            .build();
    made.init(context.getStateStoreContext(), made);
    return made;
  }
}
