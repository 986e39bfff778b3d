package io.godwit.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.DiskCopy;
import io.godwit.events.EffectivePolicy.LastResort;
import io.godwit.events.EvacuationId;
import io.godwit.events.GuestClass;
import io.godwit.events.GuestLabels;
import io.godwit.events.GuestRef;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.Reason;
import io.godwit.events.Window;
import io.godwit.events.agent.AgentEvent.DirtiedIn;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.Fact;
import io.godwit.events.agent.GuestNeeds;
import io.godwit.events.agent.GuestState;
import io.godwit.events.agent.HugePages;
import io.godwit.events.convergence.Eta;
import io.godwit.events.convergence.Outlook;
import io.godwit.events.convergence.ProgressSample;
import io.godwit.events.evacuation.EvacuationEvent;
import io.godwit.events.evacuation.EvacuationEvent.EvacuationRejected;
import io.godwit.events.host.HostInventory;
import io.godwit.events.host.HostResources;
import io.godwit.events.host.HostSettings;
import io.godwit.events.host.HostSettingsApplied;
import io.godwit.events.host.HostVersions;
import io.godwit.events.migration.MigrationEvent;
import io.godwit.events.migration.QueueReported;
import io.godwit.events.plan.PlanMade;
import io.godwit.events.request.MigrationRequest.CancelEvacuation;
import io.godwit.events.request.MigrationRequest.CancelEvacuation.Running;
import io.godwit.events.request.MigrationRequest.CompleteMigration;
import io.godwit.events.request.MigrationRequest.ConfigureHost;
import io.godwit.events.request.MigrationRequest.RequestEvacuation;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import io.godwit.events.request.MigrationRequest.RequestPlan;
import io.godwit.events.request.MigrationRequest.RetuneMigration;
import io.godwit.events.request.MigrationRequest.RetuneMigration.Tuning;
import io.godwit.events.wire.Topics;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is asked for a fleet: places in the queue, plans, evacuations, settings of hosts. */
class FleetOperationsTest {
  private static final String EVACUATIONS = "/api/v1/evacuations";
  private static final String PLANS = "/api/v1/plans";
  private final RunningGateway gateway = RunningGateway.get();
  private final String key = "key-" + UUID.randomUUID();
  private final HostId host = new HostId("ops-" + UUID.randomUUID());
  private final GuestRef guest = new GuestRef(UUID.randomUUID(), "ops-" + UUID.randomUUID());
  private final Story story = new Story(MigrationId.of(Story.ASKER, key));
  private final Emptying emptying =
      new Emptying(EvacuationId.of(Story.ASKER, "evacuation/" + key), host);

  FleetOperationsTest() {
    gateway.publish(
        Topics.INVENTORY, host.value(), Story.inventory(host, Instant.now(), guest), null);
    gateway.publish(Topics.INVENTORY, "host-b", Story.inventory(Story.B, Instant.now()), null);
    RunningGateway.eventually(
        () -> gateway.get("/api/v1/hosts").toString(),
        hosts -> hosts.contains(host.value()) && hosts.contains("host-b"));
  }

  @Test
  void everyWishOfARequestIsWrittenAndShown() {
    var answer =
        gateway.post(
            """
            {"guest":"%s","destination":"host-b","forced":true,"priority":-100,
             "project":"shop","diskCopy":"incremental","deadline":"2026-11-21T13:00:00Z",
             "lastResort":"keep-running"}\
            """
                .formatted(guest.name()),
            "Idempotency-Key",
            key);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(gateway.request(story.id().toString(), "migration.request.v1"))
        .isEqualTo(
            new RequestMigration(
                guest.name(),
                Story.B,
                null,
                null,
                true,
                -100,
                "shop",
                DiskCopy.INCREMENTAL,
                Instant.parse("2026-11-21T13:00:00Z"),
                LastResort.KEEP_RUNNING));
    var view = RunningGateway.json(answer);
    assertThat(view.path("forced").asBoolean()).isTrue();
    assertThat(view.path("priority").asInt()).isEqualTo(-100);
    assertThat(view.path("project").asString()).isEqualTo("shop");
    assertThat(view.path("diskCopy").asString()).isEqualTo("incremental");
    assertThat(view.path("deadline").asString()).isEqualTo("2026-11-21T13:00:00Z");
    assertThat(view.path("lastResort").asString()).isEqualTo("keep-running");
  }

  @Test
  void aPriorityIsChangedWhileTheMigrationWaitsAndNotLater() {
    tell(story.requested());
    tell(story.queued());
    var path = "/api/v1/migrations/" + story.id();
    await(path, "state", "queued");
    var answer = gateway.sendJson("PATCH", path, "{\"priority\": 100}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(gateway.request(story.id().toString(), "migration.retune.v1"))
        .isEqualTo(new RetuneMigration(story.id(), 100));

    tell(new MigrationEvent.PriorityChanged(story.about(3, 2), 100, Story.ASKER));
    RunningGateway.eventually(() -> gateway.get(path), one -> one.path("priority").asInt(0) == 100);
    assertThat(gateway.get(path).path("state").asString()).isEqualTo("queued");
    tell(
        new MigrationEvent.MigrationChecking(
            story.about(4, 3), Story.GUEST, Story.A, Story.B, "why", List.of()));
    await(path, "state", "checking");
    var late = gateway.sendJson("PATCH", path, "{\"priority\": 1}");
    assertProblem(late, 409, "the migration does not wait in the queue any more");
  }

  @Test
  void aRunningMigrationIsRetunedAndFinishedAndItsRecordSaysSo() {
    story.life().subList(0, 5).forEach(this::tell);
    var path = "/api/v1/migrations/" + story.id();
    await(path, "state", "running");
    var tuned =
        gateway.sendJson(
            "PATCH",
            path,
            """
            {"tuning":{"deadline":"2026-11-21T13:00:00Z","downtimeBudgetMillis":2000,
              "throttleBudgetPercent":20,"pauseBudgetMillis":0,"postCopyAllowed":true,
              "bandwidthBytesPerSecond":25000000,"lastResort":"abort"},"explanation":"in a hurry"}\
            """);
    assertThat(tuned.statusCode()).as(tuned.body()).isEqualTo(202);
    var deadline = Instant.parse("2026-11-21T13:00:00Z");
    assertThat(gateway.request(story.id().toString(), "migration.retune.v1"))
        .isEqualTo(
            new RetuneMigration(
                story.id(),
                null,
                new Tuning(
                    deadline,
                    Duration.ofSeconds(2),
                    20,
                    Duration.ZERO,
                    true,
                    new BytesPerSecond(25_000_000),
                    LastResort.ABORT),
                "in a hurry"));
    var finished =
        gateway.sendJson("POST", path + "/complete", "{\"override\":true,\"explanation\":\"now\"}");
    assertThat(finished.statusCode()).as(finished.body()).isEqualTo(202);
    assertThat(gateway.request(story.id().toString(), "migration.complete.v1"))
        .isEqualTo(new CompleteMigration(story.id(), true, "now"));

    gateway.publish(
        Topics.TRENDS, story.id().toString(), story.trend(4, 2, Outlook.CONVERGES), null);
    tell(new MigrationEvent.CompletionDemanded(story.about(6, 12), true, "now"));
    var told =
        RunningGateway.eventually(
            () -> gateway.get(path + "/explanation").toString(),
            text -> text.contains("An operator wanted it finished") && text.contains("Pass 1 was"));
    assertThat(told).contains("by more than its policy allows: now.");
    assertThat(gateway.get(path + "/events").toString()).doesNotContain("migration.trend.v1");
  }

  @Test
  void aShareOfTheLinksAndTheProgressOfDisksAreShown() {
    story.life().subList(0, 5).forEach(this::tell);
    var limit = BytesPerSecond.ofMebi(24);
    tell(new MigrationEvent.BandwidthGranted(story.about(6, 5), limit, "two share the link"));
    tell(
        new MigrationEvent.BandwidthVerified(
            story.about(7, 6), limit, BytesPerSecond.ofMebi(23), true));
    var sample = story.sample(6, 2);
    gateway.publish(
        Topics.PROGRESS,
        story.id().toString(),
        new ProgressSample(
            sample.about(),
            sample.host(),
            sample.phase(),
            sample.elapsed(),
            sample.pass(),
            sample.passBoundary(),
            sample.hypervisorIteration(),
            sample.memoryTotal(),
            sample.memoryProcessed(),
            sample.memoryRemaining(),
            sample.transferred(),
            sample.dirtyRate(),
            sample.maxDowntime(),
            sample.switchoverBandwidth(),
            sample.postCopyArmed(),
            sample.postCopyRequests(),
            Bytes.ofMebi(4096),
            Bytes.ofMebi(1024)),
        null);
    var path = "/api/v1/migrations/" + story.id();
    var view =
        RunningGateway.eventually(
            () -> {
              // a sample that is held back is written with the next record, whatever it is of
              gateway.publish(
                  Topics.HEARTBEATS, host.value(), Story.heartbeat(host, Instant.now()), null);
              return gateway.get(path);
            },
            one -> one.path("progress").has("diskTotalBytes") && one.path("bandwidth").has("kept"));
    assertThat(view.path("bandwidth").toString())
        .isEqualTo(
            "{\"limitBytesPerSecond\":25165824,\"why\":\"two share the link\","
                + "\"measuredBytesPerSecond\":24117248,\"kept\":true}");
    assertThat(view.path("progress").path("diskTotalBytes").asLong()).isEqualTo(4096L << 20);
    assertThat(view.path("progress").path("diskRemainingBytes").asLong()).isEqualTo(1024L << 20);
  }

  @Test
  void theQueueIsShownAsItWasLastReportedAndAtItsMigrations() {
    tell(story.requested());
    tell(story.queued());
    await("/api/v1/migrations/" + story.id(), "state", "queued");
    var start = Instant.parse("2026-11-21T12:10:00Z");
    var reported = Instant.now().plusSeconds(60);
    report(reported, 7, start);
    report(reported.minusSeconds(1), 9, start);
    report(reported.plusMillis(1), 3, start);
    var queue =
        RunningGateway.eventually(
            () -> gateway.get("/api/v1/queue"), one -> one.path("total").asInt() == 3);
    var place = queue.path("places").path(0);
    assertThat(place.path("migration").asString()).isEqualTo(story.id().toString());
    assertThat(place.path("guest").path("name").asString()).isEqualTo("web-1");
    assertThat(place.path("source").asString()).isEqualTo("host-a");
    var view = gateway.get("/api/v1/migrations/" + story.id());
    assertThat(view.path("queue").toString())
        .isEqualTo(
            "{\"position\":3,\"waitingFor\":\"the link of host-a\","
                + "\"expectedStart\":\"2026-11-21T12:10:00Z\"}");
    assertThat(view.path("waitingFor").asString()).isEqualTo("the link of host-a");
    assertThat(view.path("summary").asString()).isEqualTo("Waiting: the link of host-a.");
    assertThat(gateway.get("/api/v1/migrations?state=queued&limit=1000").toString())
        .contains("\"waitingFor\":\"the link of host-a\"");
  }

  private void report(Instant at, int total, Instant start) {
    var place =
        new QueueReported.Place(
            story.id(), Story.GUEST, Story.A, total, "the link of host-a", start);
    gateway.publish(Topics.QUEUE, "queue", new QueueReported(at, total, List.of(place)), null);
  }

  @Test
  void aPlanIsPendingUntilItIsMade() {
    var body = "{\"guest\":\"%s\",\"diskCopy\":\"none\"}".formatted(guest.name());
    var answer = gateway.sendJson("POST", PLANS, body, "Idempotency-Key", key);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    var id = MigrationId.of(Story.ASKER, "plan/" + key);
    assertThat(answer.headers().firstValue("Location")).hasValue(PLANS + "/" + id);
    assertThat(answer.body()).isEqualTo("{\"id\":\"%s\",\"state\":\"pending\"}".formatted(id));
    assertThat(gateway.get(PLANS + "/" + id)).isEqualTo(RunningGateway.json(answer));
    var wanted =
        new RequestMigration(guest.name(), null, null, null, null, null, null, DiskCopy.NONE);
    var record =
        gateway.record(gateway.topic(Topics.REQUESTS), one -> id.toString().equals(one.key()));
    assertThat(RunningGateway.header(record, "ce_id")).isEqualTo("plan/" + key);
    assertThat(gateway.request(id.toString(), "migration.plan.v1"))
        .isEqualTo(new RequestPlan(wanted));
    assertProblem(
        gateway.sendJson(
            "POST", PLANS, "{\"guest\":\"%s\"}".formatted(guest.name()), "Idempotency-Key", key),
        409,
        "with another body");

    gateway.publish(Topics.PLANS, id.toString(), made(id), null);
    var plan = await(PLANS + "/" + id, "state", "made");
    var best = plan.path("candidates").path(0);
    assertThat(best.path("suitable").asBoolean()).isTrue();
    assertThat(best.path("facts").path(0).path("answer").asString()).isEqualTo("probably-yes");
    assertThat(best.path("facts").path(0).path("saidBy").asString()).isEqualTo("host-b");
    assertThat(best.path("claims").path("memoryBytes").asLong()).isEqualTo(576L << 20);
    assertThat(best.path("course").path("totalMillis").asLong()).isEqualTo(9000);
    assertThat(best.path("course").path("time").path("highMillis").asLong()).isEqualTo(10_000);
    assertThat(best.path("course").path("expected").asString()).isEqualTo("pre-copy");
    assertThat(best.path("course").path("probability").asDouble()).isEqualTo(0.9);
    assertThat(best.path("planned").path(0).asString()).isEqualTo("Post-copy is armed.");
    assertThat(plan.path("dirtied").path(0).path("distinctBytes").asLong()).isEqualTo(4096);
    assertThat(best.path("settings").path("maxDowntimeMillis").asLong()).isEqualTo(300);
    assertThat(best.path("weights").path(0).path("name").asString()).isEqualTo("headroom");
    assertThat(plan.path("candidates").path(1).toString())
        .isEqualTo(
            "{\"host\":\"host-c\",\"suitable\":false,\"verdict\":\"it is closed\","
                + "\"weights\":[],\"facts\":[],\"planned\":[]}");
    assertThat(plan.path("policy").path("name").asString()).isEqualTo("standard");
    var again = gateway.sendJson("POST", PLANS, body, "Idempotency-Key", key);
    assertThat(RunningGateway.json(again)).isEqualTo(plan);
  }

  @Test
  void aPlanThatWasAskedForOverKafkaIsShownToo() {
    var id = MigrationId.of("urn:example:cloud", key);
    gateway.publish(
        Topics.PLANS,
        id.toString(),
        new PlanMade(
            id,
            Story.START,
            null,
            null,
            null,
            new PlanMade.Refusal("guest", "no host has a guest 'web-9'"),
            List.of()),
        null);
    var plan =
        RunningGateway.eventually(
            () -> gateway.send("GET", PLANS + "/" + id, ""), one -> one.statusCode() == 200);
    assertThat(RunningGateway.json(plan).path("refusal").path("field").asString())
        .isEqualTo("guest");
  }

  private PlanMade made(MigrationId id) {
    var fact =
        new Fact(
            "cpu",
            Fact.Answer.PROBABLY_YES,
            "the models differ",
            "EPYC < Genoa",
            Story.START,
            "host-b",
            Duration.ofSeconds(30));
    return new PlanMade(
        id,
        Story.START,
        guest,
        host,
        Story.POLICY,
        null,
        List.of(new DirtiedIn(Duration.ofSeconds(1), new Bytes(4096))),
        List.of(
            new PlanMade.Candidate(
                Story.B,
                true,
                "suitable",
                0.75,
                List.of(new PlanMade.Weight("headroom", 0.5, "half is free")),
                List.of(fact),
                Claims.of(Bytes.ofMebi(576)),
                Story.SETTINGS,
                new PlanMade.Course(
                    Duration.ofSeconds(9),
                    Bytes.ofMebi(530),
                    Duration.ofMillis(120),
                    "one pass",
                    0.9,
                    new Eta(Duration.ofSeconds(8), Duration.ofSeconds(10)),
                    PlanMade.Way.PRE_COPY),
                List.of("Post-copy is armed.")),
            PlanMade.Candidate.refused(new HostId("host-c"), "it is closed", List.of())));
  }

  @Test
  void anEvacuationIsAskedForFollowedAndNotCancelledTwice() {
    var body = "{\"host\":\"%s\"}".formatted(host);
    var answer = gateway.sendJson("POST", EVACUATIONS, body, "Idempotency-Key", key);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    var path = EVACUATIONS + "/" + emptying.id();
    assertThat(answer.headers().firstValue("Location")).hasValue(path);
    assertThat(gateway.request(emptying.id().toString(), "evacuation.request.v1"))
        .isEqualTo(new RequestEvacuation(host, null, List.of(), null));
    assertThat(gateway.get(path)).isEqualTo(RunningGateway.json(answer));
    assertThat(gateway.get(path).path("state").asString()).isEqualTo("requested");

    emptying.life().subList(0, 3).forEach(this::tell);
    var moving = new Story(emptying.migration(Story.GUEST));
    moving.life().subList(0, 5).forEach(this::tell);
    await("/api/v1/migrations/" + moving.id(), "state", "running");
    var running =
        RunningGateway.eventually(() -> gateway.get(path), one -> one.path("moving").asInt() == 1);
    assertThat(running.path("state").asString()).isEqualTo("running");
    assertThat(running.path("expectedEnd").asString()).isEqualTo("2026-11-21T12:00:40Z");
    assertThat(running.path("guests").path(0).toString())
        .isEqualTo(
            "{\"guest\":{\"uuid\":\"%s\",\"name\":\"web-1\"},\"migration\":\"%s\","
                    .formatted(Story.GUEST.uuid(), moving.id())
                + "\"state\":\"running\",\"expectedMillis\":12000}");
    assertThat(running.path("guests").path(1).path("state").asString()).isEqualTo("requested");
    var again = gateway.sendJson("POST", EVACUATIONS, body, "Idempotency-Key", key);
    assertThat(RunningGateway.json(again).path("id").asString())
        .as("the same body under the same key is the same evacuation")
        .isEqualTo(emptying.id().toString());
    assertProblem(
        gateway.sendJson(
            "POST",
            EVACUATIONS,
            "{\"host\":\"%s\",\"reason\":\"maintenance\"}".formatted(host),
            "Idempotency-Key",
            key),
        409,
        "with another body");
    assertProblem(
        gateway.sendJson("POST", EVACUATIONS, body),
        409,
        "is being evacuated already, by evacuation " + emptying.id());

    var cancel = gateway.send("DELETE", path + "?running=cancel", "");
    assertThat(cancel.statusCode()).as(cancel.body()).isEqualTo(202);
    assertThat(gateway.request(emptying.id().toString(), "evacuation.cancel.v1"))
        .isEqualTo(new CancelEvacuation(emptying.id(), Running.CANCEL, null));

    tell(emptying.ended());
    var ended = await(path, "state", "incomplete");
    assertThat(ended.path("remaining").path(0).path("reason").asString())
        .isEqualTo("no host has 64 GiB of free memory");
    assertThat(ended.path("stuck").asInt()).isEqualTo(1);
    assertThat(ended.path("endedAt").asString()).isEqualTo("2026-11-21T12:00:04Z");
    assertProblem(gateway.send("DELETE", path, ""), 409, "the evacuation has ended, incomplete");
    assertThat(gateway.get(EVACUATIONS + "?host=" + host + "&state=incomplete").toString())
        .contains(emptying.id().toString());
    assertThat(gateway.get(EVACUATIONS + "?state=running&limit=1000").toString())
        .doesNotContain(emptying.id().toString());
  }

  @Test
  void theMigrationsOfAnEvacuationSayWhatTheyArePartOf() {
    emptying.life().subList(0, 2).forEach(this::tell);
    var part = new Story(emptying.migration(Story.GUEST));
    var by = "urn:godwit:evacuation:" + emptying.id();
    tell(
        new MigrationEvent.MigrationRequested(
            part.requested().about(), Story.REQUEST, Reason.EVACUATION, GuestClass.BATCH, by));
    await(EVACUATIONS + "/" + emptying.id(), "state", "running");
    var view = await("/api/v1/migrations/" + part.id(), "state", "requested");
    assertThat(view.path("evacuation").asString()).isEqualTo(emptying.id().toString());
    assertThat(gateway.get("/api/v1/migrations/" + part.id() + "/explanation").toString())
        .contains("It is part of the evacuation of %s that operator asked for.".formatted(host));
  }

  @Test
  void anEvacuationThatTheSchedulerRejectsSaysWhy() {
    gateway.sendJson(
        "POST", EVACUATIONS, "{\"host\":\"%s\"}".formatted(host), "Idempotency-Key", key);
    tell(new EvacuationRejected(emptying.about(1), "host", "it is being emptied already"));
    var rejected = await(EVACUATIONS + "/" + emptying.id(), "state", "rejected");
    assertThat(rejected.path("field").asString()).isEqualTo("host");
    assertThat(rejected.path("detail").asString()).isEqualTo("it is being emptied already");
  }

  @Test
  void settingsAreWrittenAsAWholeAndShownWhenTheyAreInForce() {
    var body =
        """
        {"outgoingLimit":0,"bandwidthCapBytesPerSecond":25000000,"closed":true,
         "postCopyForbidden":true,
         "windows":[{"kind":"blackout","from":"2026-11-21T20:00:00Z",
           "until":"2026-11-21T22:00:00Z","everyMillis":86400000}]}\
        """;
    var path = "/api/v1/hosts/" + host + "/settings";
    var answer = gateway.sendJson("PUT", path, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    var settings =
        new HostSettings(
            0,
            null,
            new BytesPerSecond(25_000_000),
            true,
            List.of(
                new Window(
                    Window.Kind.BLACKOUT,
                    Instant.parse("2026-11-21T20:00:00Z"),
                    Instant.parse("2026-11-21T22:00:00Z"),
                    Duration.ofDays(1))),
            true);
    assertThat(gateway.request(host.value(), "host.configure.v1"))
        .isEqualTo(new ConfigureHost(host, settings));

    apply(new HostSettingsApplied(host, 2, Story.START, Story.ASKER, settings));
    apply(new HostSettingsApplied(host, 1, Story.START, "urn:late", HostSettings.NONE));
    var shown = RunningGateway.eventually(this::shown, one -> one.has("settings"));
    assertThat(shown.path("settings")).isEqualTo(RunningGateway.json(answer));
    assertThat(shown.path("settingsVersion").asInt()).isEqualTo(2);
    assertThat(shown.path("settingsBy").asString()).isEqualTo(Story.ASKER);
    var put = gateway.sendJson("PUT", path, shown.path("settings").toString());
    assertThat(put.statusCode()).as("what is shown can be put again").isEqualTo(202);
  }

  private void apply(HostSettingsApplied applied) {
    gateway.publish(Topics.HOST_SETTINGS, host.value(), applied, null);
  }

  @Test
  void hostsShowWhatTheyHaveAndWhatMovesFromAndToThem() {
    var destination = new HostId("to-" + host);
    var known = Story.inventory(host, Instant.now(), guest);
    gateway.publish(
        Topics.INVENTORY,
        host.value(),
        new HostInventory(
            host,
            known.at(),
            known.hypervisor(),
            known.peerUri(),
            known.memory(),
            known.cpus(),
            known.linkRate(),
            List.of(
                new HostInventory.Guest(
                    guest,
                    GuestState.RUNNING,
                    Bytes.ofMebi(512),
                    1,
                    true,
                    new GuestLabels(GuestClass.CRITICAL, "shop", "web", null),
                    null)),
            resources()),
        null);
    var from = new GuestRef(UUID.randomUUID(), "from");
    tell(story.requested());
    tell(
        new MigrationEvent.MigrationRunning(
            story.about(5, 4), from, host, destination, Story.POLICY, Story.SETTINGS));
    var shown =
        RunningGateway.eventually(
            this::shown, one -> one.path("sending").asInt() == 1 && one.has("resources"));
    assertThat(shown.path("receiving").asInt()).isZero();
    assertThat(shown.path("guests").path(0).path("guestClass").asString()).isEqualTo("critical");
    assertThat(shown.path("guests").path(0).path("affinity").asString()).isEqualTo("web");
    assertThat(shown.path("resources").toString())
        .isEqualTo(
            "{\"versions\":{\"hypervisor\":\"11.1.2\",\"libvirt\":\"12.8.0\"},\"uplink\":\"rack-1\","
                + "\"networks\":[{\"kind\":\"network\",\"name\":\"default\"}],"
                + "\"pools\":[{\"name\":\"default\",\"type\":\"dir\",\"active\":true,"
                + "\"availableBytes\":1048576,\"storage\":\"marker-1\"}],"
                + "\"hugePages\":[{\"pageBytes\":2097152,\"memoryBytes\":1073741824}],"
                + "\"cells\":[{\"cell\":0,\"memoryBytes\":1073741824,\"cpus\":[0,1]}],"
                + "\"devices\":[{\"kind\":\"pci\",\"address\":\"0000:03:00.1\",\"usedBy\":\"db-1\"}]}");
    tell(story.verifying());
    tell(story.completed(io.godwit.events.migration.MigrationMode.PRE_COPY));
    RunningGateway.eventually(this::shown, one -> one.path("sending").asInt() == 0);
  }

  private static HostResources resources() {
    return new HostResources(
        new HostVersions(11_001_002, 12_008_000),
        "rack-1",
        List.of(new GuestNeeds.Network(GuestNeeds.NetworkKind.NETWORK, "default")),
        List.of(new HostResources.Pool("default", "dir", null, true, Bytes.ofMebi(1), "marker-1")),
        List.of(new HugePages(Bytes.ofMebi(2), Bytes.ofMebi(1024))),
        List.of(new HostResources.Cell(0, Bytes.ofMebi(1024), List.of(0, 1))),
        List.of(
            new HostResources.Device(
                GuestNeeds.DeviceKind.PCI, "0000:03:00.1", null, null, null, "db-1")));
  }

  private JsonNode shown() {
    return gateway
        .get("/api/v1/hosts")
        .path("hosts")
        .valueStream()
        .filter(one -> one.path("host").asString().equals(host.value()))
        .findFirst()
        .orElseThrow();
  }

  private void tell(MigrationEvent event) {
    gateway.publish(Topics.EVENTS, event.about().migration().toString(), event, null);
  }

  private void tell(EvacuationEvent event) {
    gateway.publish(Topics.EVACUATIONS, event.about().evacuation().toString(), event, null);
  }

  private JsonNode await(String path, String field, String value) {
    return RunningGateway.eventually(
        () -> gateway.get(path), one -> one.path(field).asString("").equals(value));
  }

  private static void assertProblem(HttpResponse<String> response, int status, String detail) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(RunningGateway.json(response).path("detail").asString()).contains(detail);
  }
}
