package io.godwit.cli.gateway;

import static io.godwit.cli.gateway.Transport.encoded;
import static io.godwit.cli.gateway.Transport.path;

import io.godwit.cli.terminal.Json;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The gateway's HTTP API as far as the command line uses it. */
public final class GatewayClient {
  private static final String MIGRATIONS = "api/v1/migrations";
  private static final String EVACUATIONS = "api/v1/evacuations";
  private static final String PLANS = "api/v1/plans";
  private static final String HOSTS = "api/v1/hosts";
  private final Transport transport;

  public GatewayClient(URI address) {
    this.transport = new Transport(address);
  }

  /** A guest's move; what is null is left to the scheduler. */
  public record Wanted(
      String guest,
      @Nullable String destination,
      @Nullable String reason,
      @Nullable String guestClass,
      @Nullable Boolean forced,
      @Nullable Integer priority,
      @Nullable String project,
      @Nullable String diskCopy,
      @Nullable Instant deadline,
      @Nullable String lastResort) {

    /** One that says nothing of the rest. */
    public Wanted(
        String guest,
        @Nullable String destination,
        @Nullable String reason,
        @Nullable String guestClass) {
      this(guest, destination, reason, guestClass, null, null, null, null, null, null);
    }

    private Body body() {
      return new Body()
          .with("guest", guest)
          .with("destination", destination)
          .with("reason", reason)
          .with("guestClass", guestClass)
          .with("forced", forced)
          .with("priority", priority)
          .with("project", project)
          .with("diskCopy", diskCopy)
          .with("deadline", deadline == null ? null : deadline.toString())
          .with("lastResort", lastResort);
    }
  }

  /**
   * That a host is emptied; what is null is left to the scheduler.
   *
   * @param destinations the only hosts to move to; null: any
   */
  public record Emptying(
      String host,
      @Nullable String reason,
      @Nullable List<String> destinations,
      @Nullable String explanation) {
    private Body body() {
      return new Body()
          .with("host", host)
          .with("reason", reason)
          .with("destinations", destinations)
          .with("explanation", explanation);
    }
  }

  /** Asks for a migration; the same key asks for the same one, none for a new one. */
  public Migration request(Wanted wanted, @Nullable String key) throws InterruptedException {
    return Json.read(transport.post(MIGRATIONS, wanted.body(), key), Migration.class);
  }

  public JsonNode migrations(Map<String, String> query) throws InterruptedException {
    return tree(path(MIGRATIONS, query));
  }

  public JsonNode migrationTree(String id) throws InterruptedException {
    return tree(MIGRATIONS + "/" + encoded(id));
  }

  public Migration byId(String id) throws InterruptedException {
    return Json.read(migrationTree(id), Migration.class);
  }

  public JsonNode events(String id) throws InterruptedException {
    return tree(MIGRATIONS + "/" + encoded(id) + "/events");
  }

  public JsonNode explanation(String id) throws InterruptedException {
    return tree(MIGRATIONS + "/" + encoded(id) + "/explanation");
  }

  /** Asks for a migration's end. */
  public void cancel(String id) throws InterruptedException {
    transport.delete(MIGRATIONS + "/" + encoded(id));
  }

  /** Asks for another place in the queue. */
  public void prioritize(String id, int priority) throws InterruptedException {
    transport.patch(MIGRATIONS + "/" + encoded(id), new Body().with("priority", priority));
  }

  /** What is changed of a running migration's policy; what is null stays. */
  public record Tuning(
      @Nullable Instant deadline,
      @Nullable Long downtimeBudgetMillis,
      @Nullable Integer throttleBudgetPercent,
      @Nullable Long pauseBudgetMillis,
      @Nullable Boolean postCopyAllowed,
      @Nullable Long bandwidthBytesPerSecond,
      @Nullable String lastResort) {
    private Body body() {
      return new Body()
          .with("deadline", deadline == null ? null : deadline.toString())
          .with("downtimeBudgetMillis", downtimeBudgetMillis)
          .with("throttleBudgetPercent", throttleBudgetPercent)
          .with("pauseBudgetMillis", pauseBudgetMillis)
          .with("postCopyAllowed", postCopyAllowed)
          .with("bandwidthBytesPerSecond", bandwidthBytesPerSecond)
          .with("lastResort", lastResort);
    }
  }

  /** Asks that a migration's policy be changed. */
  public void retune(String id, Tuning tuning, @Nullable String explanation)
      throws InterruptedException {
    var body = new Body().with("tuning", tuning.body().fields()).with("explanation", explanation);
    transport.patch(MIGRATIONS + "/" + encoded(id), body);
  }

  /**
   * Asks that a migration be finished now.
   *
   * @param override by more than its policy allows; null: not
   */
  public void complete(String id, @Nullable Boolean override, @Nullable String explanation)
      throws InterruptedException {
    var body = new Body().with("override", override).with("explanation", explanation);
    transport.post(MIGRATIONS + "/" + encoded(id) + "/complete", body, null);
  }

  /** Policies by the same gateway. */
  public PolicyClient policies() {
    return new PolicyClient(transport);
  }

  public JsonNode queueTree() throws InterruptedException {
    return tree("api/v1/queue");
  }

  /** Asks what would happen; the answer comes later. */
  public Plan requestPlan(Wanted wanted) throws InterruptedException {
    return Json.read(transport.post(PLANS, wanted.body(), null), Plan.class);
  }

  public JsonNode planTree(String id) throws InterruptedException {
    return tree(PLANS + "/" + encoded(id));
  }

  /** Asks for an evacuation; the same key asks for the same one, none for a new one. */
  public Evacuation evacuate(Emptying wanted, @Nullable String key) throws InterruptedException {
    return Json.read(transport.post(EVACUATIONS, wanted.body(), key), Evacuation.class);
  }

  public JsonNode evacuations(Map<String, String> query) throws InterruptedException {
    return tree(path(EVACUATIONS, query));
  }

  public JsonNode evacuationTree(String id) throws InterruptedException {
    return tree(EVACUATIONS + "/" + encoded(id));
  }

  public Evacuation evacuation(String id) throws InterruptedException {
    return Json.read(evacuationTree(id), Evacuation.class);
  }

  /**
   * Asks for an evacuation's end.
   *
   * @param running what becomes of what is under way: finish or cancel; null: the scheduler's usual
   */
  public void cancelEvacuation(String id, @Nullable String running) throws InterruptedException {
    Map<String, String> query = running == null ? Map.of() : Map.of("running", running);
    transport.delete(path(EVACUATIONS + "/" + encoded(id), query));
  }

  public JsonNode hostsTree() throws InterruptedException {
    return tree(HOSTS);
  }

  public List<HostView> hosts() throws InterruptedException {
    var hosts = new ArrayList<HostView>();
    hostsTree().get("hosts").forEach(host -> hosts.add(Json.read(host, HostView.class)));
    return hosts;
  }

  /** Asks that a host's settings become these, as a whole. */
  public void configure(String host, HostSettings settings) throws InterruptedException {
    transport.put(HOSTS + "/" + encoded(host) + "/settings", settings.body());
  }

  /** Hands on every event that happens from now on, until the stream ends. */
  public void live(@Nullable String migration, Consumer<LiveEvent> consumer)
      throws InterruptedException {
    Map<String, String> query = migration == null ? Map.of() : Map.of("migration", migration);
    var events = new LiveEvent.Reader(consumer);
    transport.lines(path("api/v1/live", query), "text/event-stream", events::line);
  }

  private JsonNode tree(String path) throws InterruptedException {
    return Json.tree(transport.get(path));
  }
}
