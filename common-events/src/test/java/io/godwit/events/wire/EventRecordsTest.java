package io.godwit.events.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.kafka.KafkaMessageFactory;
import io.godwit.events.GuestClass;
import io.godwit.events.HostId;
import io.godwit.events.Reason;
import io.godwit.events.request.MigrationRequest;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import java.time.Instant;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventRecordsTest {
  private static final Received.Event<MigrationRequest> REQUEST =
      new Received.Event<>(
          "move-7",
          "urn:example:cloud",
          Instant.parse("2026-11-21T12:00:00Z"),
          "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
          new RequestMigration("g1", new HostId("host2"), Reason.EVACUATION, GuestClass.CRITICAL));

  private static Received<MigrationRequest> read(Headers headers, String value) {
    return EventRecords.read(Topics.REQUESTS, headers, value.getBytes(UTF_8));
  }

  private static Headers headers(String type) {
    var headers = new RecordHeaders();
    Stream.of("ce_specversion=1.0", "ce_id=1", "ce_source=urn:x", "ce_type=" + type)
        .map(h -> h.split("=", 2))
        .forEach(h -> headers.add(h[0], h[1].getBytes(UTF_8)));
    return headers;
  }

  @Test
  void anEventIsACloudEventInBinaryModeAndComesBackWhole() {
    var record = EventRecords.write(Topics.REQUESTS, "test.", "g1", REQUEST);

    assertThat(record.topic()).isEqualTo("test.migration.requests.v1");
    assertThat(record.key()).isEqualTo("g1");
    assertThat(new String(record.value(), UTF_8))
        .isEqualTo(
            """
            {"guest":"g1","destination":"host2","reason":"evacuation","guestClass":"critical"}\
            """);
    assertThat(
            Stream.of(record.headers().toArray())
                .map(h -> h.key() + "=" + new String(h.value(), UTF_8)))
        .contains(
            "ce_specversion=1.0",
            "ce_id=move-7",
            "ce_source=urn:example:cloud",
            "ce_type=migration.request.v1",
            "ce_time=2026-11-21T12:00:00Z",
            "content-type=application/json",
            "traceparent=00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    assertThat(EventRecords.read(Topics.REQUESTS, record.headers(), record.value()))
        .isEqualTo(REQUEST);
  }

  @Test
  void anotherImplementationOfCloudEventsReadsWhatIsWrittenAndWritesWhatIsRead() {
    var record = EventRecords.write(Topics.REQUESTS, "", "g1", REQUEST);

    var theirs = KafkaMessageFactory.createReader(record.headers(), record.value()).toEvent();
    assertThat(theirs.getId()).isEqualTo("move-7");
    assertThat(theirs.getSource()).hasToString("urn:example:cloud");
    assertThat(theirs.getType()).isEqualTo("migration.request.v1");
    assertThat(theirs.getSubject()).isEqualTo("g1");
    assertThat(theirs.getTime()).isEqualTo("2026-11-21T12:00:00Z");
    assertThat(theirs.getDataContentType()).isEqualTo("application/json");

    var written = KafkaMessageFactory.<String>createWriter("topic", "g1").writeBinary(theirs);
    assertThat(EventRecords.read(Topics.REQUESTS, written.headers(), written.value()))
        .isEqualTo(
            new Received.Event<>(
                REQUEST.id(), REQUEST.source(), REQUEST.time(), null, REQUEST.data()));
  }

  @ParameterizedTest
  @CsvSource({
    "ce_specversion, 7, ce_specversion '7' is none of",
    "ce_source, not a URI, ce_source is no URI",
    "ce_id, '', ce_id is missing",
    "ce_time, yesterday, ce_time is no time",
  })
  void anAttributeThatIsWrongIsNamed(String name, String wrong, String reason) {
    var headers = headers("migration.request.v1");
    headers.remove(name);
    headers.add(name, wrong.getBytes(UTF_8));

    assertThat(read(headers, "{\"guest\":\"g1\"}"))
        .isInstanceOfSatisfying(
            Received.Unreadable.class,
            u -> {
              assertThat(u.field()).isEqualTo(name);
              assertThat(u.reason()).startsWith(reason);
            });
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"guest\":\"g1\",\"destinatoin\":\"host2\"} | destinatoin is not a known field",
        "{\"destination\":\"host2\"} | guest is required",
        "{\"guest\":\" \"} | guest must not be blank",
        "{\"guest\":\"g1\",\"destination\":\"a b\"} | destination is no host name: 'a b'",
        "{\"guest\":\"g1\",\"destination\":7} | destination must be a text, is VALUE_NUMBER_INT",
        "{\"guest\":\"g1\",\"reason\":\"boredom\"} | reason cannot be read",
        "{\"guest\":\"g1\" | no valid JSON",
        "{\"guest\":\"g1\",\"guest\":\"g2\"} | no valid JSON: Duplicate",
        "[] | no valid JSON",
        "null | JSON null",
        "'' | no valid JSON",
      })
  void aValueThatIsNoRequestIsRefusedWithItsField(String value, String reason) {
    assertThat(read(headers("migration.request.v1"), value))
        .isInstanceOfSatisfying(
            Received.Unreadable.class, u -> assertThat(u.reason()).contains(reason));
  }

  @Test
  void aRecordThatIsNoCloudEventIsRefusedWithWhatIsMissing() {
    var noId = headers("migration.request.v1").remove("ce_id");

    assertThat(read(new RecordHeaders(), "{}"))
        .isInstanceOfSatisfying(
            Received.Unreadable.class, u -> assertThat(u.reason()).contains("ce_specversion"));
    assertThat(read(noId, "{\"guest\":\"g1\"}"))
        .isInstanceOfSatisfying(
            Received.Unreadable.class, u -> assertThat(u.reason()).contains("id"));
    assertThat(read(headers("migration.completed.v1"), "{}"))
        .isInstanceOfSatisfying(
            Received.Unreadable.class,
            u -> assertThat(u.reason()).contains("ce_type 'migration.completed.v1' is none of"));
    assertThat(EventRecords.read(Topics.REQUESTS, new RecordHeaders(), null))
        .isEqualTo(new Received.Unreadable<>(null, "the record has no value"));
  }

  @Test
  void aDeadLetterIsTheRecordAsItWasWithReasonAndOrigin() {
    var unread = new ConsumerRecord<>("migration.requests.v1", 3, 42, "k", new byte[] {1, 2});
    unread.headers().add("ce_id", new byte[] {9});

    var letter = DeadLetters.of(unread, "scheduler", "no valid JSON");

    assertThat(letter.topic()).isEqualTo("migration.requests.v1.dlt");
    assertThat(letter.key()).isEqualTo("k");
    assertThat(letter.value()).containsExactly(1, 2);
    assertThat(letter.headers().lastHeader("ce_id").value()).containsExactly(9);
    assertThat(new String(letter.headers().lastHeader(DeadLetters.REASON).value(), UTF_8))
        .isEqualTo("no valid JSON");
    assertThat(new String(letter.headers().lastHeader(DeadLetters.ORIGIN).value(), UTF_8))
        .isEqualTo("migration.requests.v1-3@42");
  }
}
