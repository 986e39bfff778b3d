package io.godwit.gateway.live.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.godwit.events.EvacuationId;
import io.godwit.events.InvalidField;
import io.godwit.events.MigrationId;
import io.godwit.gateway.live.LiveClient;
import io.godwit.gateway.live.LiveId;
import io.godwit.gateway.problem.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The live stream over HTTP. A client keeps its (virtual) thread as long as it watches. */
@RestController
@Tag(name = "live", description = "What happens, as it happens")
class LiveController {
  private static final Logger log = LoggerFactory.getLogger(LiveController.class);
  private final LiveHub hub;
  private final LiveTopics topics;
  private final LiveProperties properties;
  private final Semaphore places;
  private final MeterRegistry meters;

  LiveController(LiveHub hub, LiveTopics topics, LiveProperties properties, MeterRegistry meters) {
    this.hub = hub;
    this.topics = topics;
    this.properties = properties;
    this.meters = meters;
    places = new Semaphore(properties.maxClients());
    meters.gauge(
        "godwit.gateway.live.clients",
        places,
        free -> properties.maxClients() - free.availablePermits());
  }

  @Operation(
      summary = "Watch events, decisions, trends, progress, evacuations and plans as they happen",
      description =
          "Server-sent events: `event` is the event's type, `id` is topic-partition-offset, `data`"
              + " is the event's JSON. With Last-Event-ID the stream goes on behind that event; a"
              + " few events may then come again, by the same ids. A client that reads too slowly"
              + " gets `godwit.end` with the reason and is disconnected. With several of the"
              + " parameters the stream carries what any of them selects.")
  @GetMapping(path = "/api/v1/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  void live(
      @Parameter(description = "Only this migration") @RequestParam(required = false)
          @Nullable String migration,
      @Parameter(description = "Only this evacuation") @RequestParam(required = false)
          @Nullable String evacuation,
      @Parameter(description = "Only this plan") @RequestParam(required = false)
          @Nullable String plan,
      @Parameter(description = "The last event that the client has")
          @RequestHeader(name = LiveId.HEADER, required = false)
          @Nullable String lastEventId,
      HttpServletResponse response) {
    var only = only(migration, evacuation, plan);
    var last =
        lastEventId == null || lastEventId.isEmpty()
            ? null
            : LiveId.parse(lastEventId, topics.names());
    if (!places.tryAcquire()) {
      throw new Problem(
              Problem.Kind.UNAVAILABLE,
              null,
              "%d clients watch already; try again later".formatted(properties.maxClients()))
          .refused();
    }
    var client = new LiveClient(only, properties.queueCapacity());
    try {
      var end = stream(client, last, response);
      meters.counter("godwit.gateway.live.ends", "reason", end).increment();
    } finally {
      hub.leave(client);
      places.release();
    }
  }

  private static Set<String> only(
      @Nullable String migration, @Nullable String evacuation, @Nullable String plan) {
    var only = new HashSet<String>();
    if (migration != null) {
      only.add(MigrationId.parse(migration).toString());
    }
    if (evacuation != null) {
      only.add(EvacuationId.parse(evacuation).toString());
    }
    if (plan != null) {
      only.add(planId(plan));
    }
    return only;
  }

  private static String planId(String text) {
    try {
      return MigrationId.parse(text).toString();
    } catch (InvalidField invalid) {
      throw new InvalidField("plan", invalid.problem());
    }
  }

  private String stream(LiveClient client, @Nullable LiveId last, HttpServletResponse response) {
    response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
    response.setCharacterEncoding(UTF_8);
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Accel-Buffering", "no");
    try {
      var stream =
          new LiveStream(hub, topics, properties.heartbeat(), client, response.getOutputStream());
      return LiveStream.wireName(stream.run(last));
    } catch (IOException e) {
      return "client-gone";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return LiveStream.wireName(LiveClient.End.STOPPING);
    } catch (KafkaException e) {
      log.warn("a client of the live stream could not catch up", e);
      return LiveStream.wireName(LiveClient.End.BROKER_LOST);
    }
  }
}
