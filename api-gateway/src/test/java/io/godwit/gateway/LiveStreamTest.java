package io.godwit.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.EvacuationId;
import io.godwit.events.MigrationId;
import io.godwit.events.convergence.Outlook;
import io.godwit.events.plan.PlanMade;
import io.godwit.events.wire.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LiveStreamTest {
  private final RunningGateway gateway = RunningGateway.get();
  private final Story story =
      new Story(MigrationId.of("urn:test:live", UUID.randomUUID().toString()));
  private final Story other =
      new Story(MigrationId.of("urn:test:live", UUID.randomUUID().toString()));

  @Test
  void eventsOfAllTopicsComeAsTheyHappen() {
    try (var live = watch("?migration=" + story.id())) {
      tell(other, 1);
      tell(story, 2);
      gateway.publish(
          Topics.TRENDS, story.id().toString(), story.trend(5, 2, Outlook.PLATEAU), null);
      gateway.publish(Topics.PROGRESS, story.id().toString(), story.sample(6, 2), null);
      gateway.publish(Topics.ESCALATIONS, story.id().toString(), story.postCopyDecided(), null);
      assertThat(live.next(5).stream().map(Event::type))
          .containsExactlyInAnyOrder(
              "migration.requested.v1",
              "migration.queued.v1",
              "migration.trend.v1",
              "migration.progress.v1",
              "migration.escalation-decided.v1");
    }
  }

  @Test
  void aClientGoesOnBehindTheLastEventThatItHas() {
    List<Event> seen;
    try (var live = watch("?migration=" + story.id())) {
      tell(story, 3);
      seen = live.next(3);
      assertThat(seen.getFirst().id())
          .matches(gateway.topic(Topics.EVENTS).replace(".", "\\.") + "-\\d-\\d+");
      assertThat(seen.getFirst().data()).contains("\"requestedBy\":\"" + Story.ASKER + "\"");
    }
    gateway.publish(Topics.TRENDS, story.id().toString(), story.trend(5, 2, Outlook.PLATEAU), null);
    gateway.publish(Topics.EVENTS, story.id().toString(), story.preparing(), null);
    try (var live = watch("?migration=" + story.id(), "Last-Event-ID", seen.get(1).id())) {
      assertThat(live.next(3).stream().map(Event::type))
          .as("what came behind it, of its own topic and of the others")
          .containsExactlyInAnyOrder(
              "migration.checking.v1", "migration.trend.v1", "migration.preparing.v1");
      gateway.publish(Topics.EVENTS, story.id().toString(), story.running(), null);
      assertThat(live.next(1).getFirst().type())
          .as("and then what happens")
          .isEqualTo("migration.running.v1");
    }
  }

  @Test
  void evacuationsAndPlansComeToThoseWhoWatchThem() {
    var emptying =
        new Emptying(EvacuationId.of("urn:test:live", UUID.randomUUID().toString()), Story.A);
    var id = emptying.id().toString();
    var plan = story.id().toString();
    try (var live = watch("?evacuation=" + id + "&plan=" + plan)) {
      tell(other, 1);
      gateway.publish(Topics.EVACUATIONS, id, emptying.requested(), null);
      gateway.publish(Topics.EVACUATIONS, id, emptying.planned(), null);
      gateway.publish(
          Topics.PLANS,
          plan,
          new PlanMade(
              story.id(), Story.START, Story.GUEST, Story.A, Story.POLICY, null, List.of()),
          null);
      var events = live.next(3);
      assertThat(events.stream().map(Event::type))
          .containsExactlyInAnyOrder(
              "evacuation.requested.v1", "evacuation.planned.v1", "migration.plan-made.v1");
      assertThat(events)
          .allMatch(event -> event.data().contains(id) || event.data().contains(plan));
    }
  }

  @Test
  void aSilentStreamHasHeartbeats() {
    try (var live = watch("?migration=" + UUID.randomUUID())) {
      assertThat(live.nextComment()).isEqualTo(": heartbeat");
    }
  }

  @Test
  void onlySoManyMayWatch() {
    var open = new ArrayList<Stream>();
    try {
      RunningGateway.eventually(
          () -> gateway.send("GET", "/actuator/prometheus", "").body(),
          text -> text.contains("godwit_gateway_live_clients 0.0"));
      for (int i = 0; i < 3; i++) {
        open.add(watch(""));
      }
      var refused = gateway.send("GET", "/api/v1/live", "");
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.body()).contains("3 clients watch already; try again later");
    } finally {
      open.forEach(Stream::close);
    }
  }

  private void tell(Story of, int events) {
    of.life()
        .subList(0, events)
        .forEach(event -> gateway.publish(Topics.EVENTS, of.id().toString(), event, null));
  }

  private Stream watch(String query, String... headers) {
    var request = HttpRequest.newBuilder(gateway.uri("/api/v1/live" + query));
    if (headers.length > 0) {
      request.headers(headers);
    }
    // the place of a client that left is free when its next heartbeat finds it gone
    var response =
        RunningGateway.eventually(
            () -> send(request.build()), answer -> answer.statusCode() == 200);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    return new Stream(response.body());
  }

  private HttpResponse<InputStream> send(HttpRequest request) {
    try {
      return gateway.http().send(request, BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  record Event(String id, String type, String data) {}

  /** Reads what a browser would. */
  private static final class Stream implements AutoCloseable {
    private final InputStream body;
    private final BufferedReader lines;

    Stream(InputStream body) {
      this.body = body;
      lines = new BufferedReader(new InputStreamReader(body, UTF_8));
      line();
      line();
      line();
    }

    List<Event> next(int count) {
      var events = new ArrayList<Event>();
      var id = "";
      var type = "";
      var data = "";
      while (events.size() < count) {
        var line = line();
        if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("event: ")) {
          type = line.substring(7);
        } else if (line.startsWith("data: ")) {
          data = line.substring(6);
        } else if (line.isEmpty() && !type.isEmpty()) {
          events.add(new Event(id, type, data));
          type = "";
        }
      }
      return events;
    }

    String nextComment() {
      while (true) {
        var line = line();
        if (line.startsWith(":")) {
          return line;
        }
      }
    }

    private String line() {
      try {
        var line = lines.readLine();
        if (line == null) {
          throw new AssertionError("the stream ended");
        }
        return line;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      try {
        body.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
