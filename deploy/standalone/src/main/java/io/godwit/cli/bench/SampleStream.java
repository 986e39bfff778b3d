package io.godwit.cli.bench;

import io.godwit.convergence.policy.Effective;
import io.godwit.convergence.policy.ShippedDefinitions;
import io.godwit.events.About;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.GuestRef;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.agent.StartSettings;
import io.godwit.events.convergence.Phase;
import io.godwit.events.convergence.ProgressSample;
import io.godwit.events.migration.MigrationEvent;
import io.godwit.events.migration.MigrationEvent.MigrationRunning;
import io.godwit.events.wire.EventJson;
import io.godwit.events.wire.EventRecords;
import io.godwit.events.wire.Received;
import io.godwit.events.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Samples as agents write them, one a second of each migration's own clock: a first pass of eight
 * seconds, then passes of three. One of ten stays at a plateau above what fits in its downtime, the
 * others fall from pass to pass and begin anew before they end. So the policy has to decide on one
 * of ten.
 */
final class SampleStream {
  private static final String SOURCE = "urn:godwit:bench";
  private static final MigrationId ANY = MigrationId.of(SOURCE, "any");
  private static final HostId HOST = new HostId("bench-source");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final long MEMORY = 1L << 30;
  private static final long RATE = 60_000_000;
  private static final int FIRST_PASS = 8;
  private static final int PASS = 3;
  private static final int PASSES_BEFORE_ANEW = 6;
  private static final double FALLS_TO = 0.8;
  private static final int ONE_AT_PLATEAU_OF = 10;

  private final List<String> ids;
  private final Headers headers;

  /**
   * @param run of which these migrations are, so that no two runs have one in common
   */
  SampleStream(String run, int migrations) {
    ids =
        IntStream.range(0, migrations)
            .mapToObj(number -> MigrationId.of(SOURCE, run + "/" + number).toString())
            .toList();
    var event = new Received.Event<>(run, SOURCE, START, null, sample(1, false));
    headers = EventRecords.write(Topics.PROGRESS, "", "any", event).headers();
  }

  int migrations() {
    return ids.size();
  }

  /** The policy's leave to decide. */
  List<ProducerRecord<String, byte[]>> begun() {
    return ids.stream()
        .map(id -> {
          var event = new Received.Event<MigrationEvent>(id, SOURCE, START, null, running(id));
          return EventRecords.write(Topics.EVENTS, "", id, event);
        })
        .toList();
  }

  private static MigrationRunning running(String id) {
    var definition =
        Objects.requireNonNull(ShippedDefinitions.under(List.of()).get("standard-user"));
    var policy =
        Effective.of(definition, new Bytes(MEMORY), Bytes.ZERO, START, null, null, List.of())
            .policy();
    return new MigrationRunning(
        new About(MigrationId.parse(id), 1, 1, START),
        new GuestRef(UUID.fromString(id), "guest"),
        HOST,
        new HostId("bench-destination"),
        policy,
        new StartSettings(Duration.ofMillis(300), null, null, true));
  }

  /** The sample that each migration has to tell after so many seconds, from 1. */
  List<ProducerRecord<String, byte[]>> at(long second) {
    var falling = json(second, false);
    var standing = json(second, true);
    return IntStream.range(0, ids.size())
        .mapToObj(number -> {
          var id = ids.get(number);
          var text = number % ONE_AT_PLATEAU_OF == 0 ? standing : falling;
          byte[] value = text.replace(ANY.toString(), id).getBytes(StandardCharsets.UTF_8);
          return new ProducerRecord<>(Topics.PROGRESS.name(), null, id, value, headers);
        })
        .toList();
  }

  private static String json(long second, boolean plateau) {
    return EventJson.strict().writeValueAsString(sample(second, plateau));
  }

  static ProgressSample sample(long second, boolean plateau) {
    boolean first = second < FIRST_PASS;
    long since = first ? second : (second - FIRST_PASS) % PASS;
    long pass = first ? 1 : 2 + (second - FIRST_PASS) / PASS;
    double level = PASS * RATE;
    if (!first && !plateau) {
      level *= Math.pow(FALLS_TO, (double) ((pass - 2) % PASSES_BEFORE_ANEW));
    }
    long remaining =
        first ? MEMORY - second * 2 * RATE : Math.round(level * (1 - since / (double) (PASS + 1)));
    long processed = (Math.min(second, FIRST_PASS) + second) * RATE;
    return new ProgressSample(
        new About(ANY, 1, second, START.plusSeconds(second)),
        HOST,
        Phase.PRE_COPY,
        Duration.ofSeconds(second),
        (int) pass,
        !first && since == 0,
        pass,
        new Bytes(MEMORY),
        new Bytes(processed),
        new Bytes(Math.max(0, remaining)),
        new Bytes(second * RATE),
        BytesPerSecond.ZERO,
        Duration.ofMillis(300),
        null,
        true,
        0,
        Bytes.ZERO,
        Bytes.ZERO);
  }
}
