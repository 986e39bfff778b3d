package io.godwit.cli.bench.race;

import io.godwit.cli.bench.race.Way.Intended;
import io.godwit.cli.command.text.StepText;
import io.godwit.cli.gateway.GatewayClient;
import io.godwit.cli.gateway.GatewayClient.Wanted;
import io.godwit.cli.gateway.Migration;
import io.godwit.events.convergence.Escalation;
import io.godwit.events.wire.EventJson;
import io.godwit.parts.PartFailed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A guest is moved by Godwit, which is told why and nothing else. */
final class IntendedRun {
  private static final Duration KNOWN_LIMIT = Duration.ofSeconds(60);
  private static final long LOOKS_MILLIS = 100;
  private static final double MILLIS = 1000;
  private static final String DECIDED = "migration.escalation-decided.v1";
  private final GatewayClient gateway;

  IntendedRun(GatewayClient gateway) {
    this.gateway = gateway;
  }

  /** Waits until the control plane knows this guest at its source, and nowhere else. */
  void awaitKnown(Placed placed) throws InterruptedException {
    long deadline = System.nanoTime() + KNOWN_LIMIT.toNanos();
    while (!known(placed)) {
      if (System.nanoTime() > deadline) {
        throw new PartFailed(
            "Godwit does not know %s on %s after %d s"
                .formatted(placed.name(), placed.source().host(), KNOWN_LIMIT.toSeconds()));
      }
      Thread.sleep(LOOKS_MILLIS);
    }
  }

  private boolean known(Placed placed) throws InterruptedException {
    boolean there = false;
    boolean ready = false;
    for (var host : gateway.hosts()) {
      if (host.host().equals(placed.source().host())) {
        there =
            host.runs(placed.name())
                && host.guests().stream().anyMatch(one -> one.uuid().equals(placed.uuid()));
      } else if (host.host().equals(placed.destination().host())) {
        ready =
            host.alive()
                && host.hypervisorConnected()
                && host.guests().stream().noneMatch(one -> one.name().equals(placed.name()));
      }
    }
    return there && ready;
  }

  Attempt run(Placed placed, Intended way) throws InterruptedException {
    var wanted =
        new Wanted(placed.name(), placed.destination().host(), way.reason(), way.guestClass());
    var from = Instant.now();
    var asked = gateway.request(wanted, UUID.randomUUID().toString());
    String id = asked.id();
    var watched = new Watched(asked, from);
    boolean capped = !watched.until(id, from.plus(Race.CAP));
    if (capped) {
      gateway.cancel(id);
      if (!watched.until(id, Instant.now().plus(Race.ABORT_LIMIT))) {
        throw new PartFailed("migration %s does not end: %s".formatted(id, watched.last.why()));
      }
    }
    var last = watched.last;
    var steps = steps(id);
    return new Attempt(
        from,
        watched.seen,
        last.completed() ? null : last.why(),
        capped,
        !last.state().equals("rejected"),
        pausedAfter(steps),
        watched.throttle,
        steps.stream().map(step -> step.text(from)).toList(),
        last.policy() == null ? null : last.policy().name() + " " + last.policy().version());
  }

  private final class Watched {
    private Migration last;
    private Instant seen;
    private int throttle;

    Watched(Migration asked, Instant from) {
      last = asked;
      seen = from;
    }

    /** Whether it ended by then. */
    boolean until(String id, Instant limit) throws InterruptedException {
      while (true) {
        last = gateway.byId(id);
        seen = Instant.now();
        var progress = last.progress();
        if (progress != null && progress.throttlePercent() != null) {
          throttle = Math.max(throttle, progress.throttlePercent());
        }
        if (last.ended() || seen.isAfter(limit)) {
          return last.ended();
        }
        Thread.sleep(LOOKS_MILLIS);
      }
    }
  }

  private record Step(Instant at, Escalation taken, String reason) {
    String text(Instant from) {
      double after = Duration.between(from, at).toMillis() / MILLIS;
      return String.format(Locale.ROOT, "%.1f s %s (%s)", after, StepText.step(taken), reason);
    }
  }

  private List<Step> steps(String id) throws InterruptedException {
    var steps = new ArrayList<Step>();
    for (JsonNode event : gateway.events(id).get("events")) {
      var data = event.get("data");
      if (event.get("type").asString().equals(DECIDED) && !data.path("shadow").asBoolean(false)) {
        steps.add(
            new Step(
                Instant.parse(event.get("at").asString()),
                EventJson.tolerant().treeToValue(data.get("escalation"), Escalation.class),
                data.get("reason").asString()));
      }
    }
    return steps;
  }

  private static @Nullable Instant pausedAfter(List<Step> steps) {
    for (var step : steps) {
      if (step.taken() instanceof Escalation.Pause) {
        return step.at();
      }
    }
    return null;
  }
}
