package io.godwit.scheduler.lifecycle;

import io.godwit.events.About;
import io.godwit.events.Bytes;
import io.godwit.events.DiskCopy;
import io.godwit.events.GuestRef;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.agent.AgentCommand;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.agent.AgentEvent.MigrationEnded.Outcome;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.Fact;
import io.godwit.events.agent.GuestNeeds;
import io.godwit.events.agent.GuestSpec;
import io.godwit.events.agent.GuestState;
import io.godwit.events.agent.JobFigures;
import io.godwit.events.agent.Order;
import io.godwit.events.agent.RefusalReason;
import io.godwit.events.agent.StartSettings;
import io.godwit.events.migration.MigrationEvent;
import io.godwit.events.migration.MigrationEvent.Considered;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import io.godwit.scheduler.dispatch.Turns;
import io.godwit.scheduler.migration.Decision;
import io.godwit.scheduler.migration.Input;
import io.godwit.scheduler.migration.Migration;
import io.godwit.scheduler.migration.Origin;
import io.godwit.scheduler.migration.Placement;
import io.godwit.scheduler.policy.ShippedPolicies;
import io.godwit.scheduler.verdict.LeastAnswers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One migration under test: told things in order, with what it said and commanded. */
final class Story {
  static final HostId SOURCE = new HostId("host1");
  static final HostId DESTINATION = new HostId("host2");
  static final GuestRef GUEST = new GuestRef(new UUID(1, 2), "db1");
  static final GuestSpec SPEC = new GuestSpec(GUEST, Bytes.ofMebi(512), 1);
  static final GuestNeeds.Disk COPIED =
      new GuestNeeds.Disk(
          "vda",
          GuestNeeds.DiskKind.FILE,
          "/pool/db1.qcow2",
          "default",
          "db1.qcow2",
          "qcow2",
          Bytes.ofMebi(100),
          Bytes.ofMebi(50),
          List.of(),
          false,
          false,
          null,
          "host1");
  static final Claims COPYING =
      new Claims(
          Bytes.ofMebi(615),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(
              new Claims.Volume(
                  "vda",
                  "default",
                  "db1.qcow2",
                  "qcow2",
                  Bytes.ofMebi(100),
                  Bytes.ofMebi(50),
                  List.of())));
  static final Input.Admitted WITH_DISKS =
      new Input.Admitted(new GuestSpec(GUEST, Bytes.ofMebi(512), 1, needs()), SOURCE, false);
  static final StartSettings SETTINGS = new StartSettings(Duration.ofMillis(300), null, null, true);
  static final Rules RULES =
      new Rules(
          new Rules.Patience(
              Duration.ofSeconds(5),
              Duration.ofSeconds(30),
              Duration.ofSeconds(30),
              Duration.ofSeconds(10),
              Duration.ofSeconds(1),
              Duration.ofSeconds(20),
              Duration.ofMinutes(10)),
          new Rules.Retries(2, Duration.ofSeconds(5), Duration.ofMinutes(1)),
          new Rules.Checks(Duration.ofSeconds(1), Duration.ofSeconds(5), List.of()),
          LeastAnswers.DEFAULT,
          Turns.DEFAULT,
          ShippedPolicies.ALONE);
  static final Lifecycle LIFECYCLE = new Lifecycle(RULES);

  Instant now = Instant.parse("2026-11-21T10:00:00Z");
  Migration state;
  final List<MigrationEvent> events = new ArrayList<>();
  final List<AgentCommand> commands = new ArrayList<>();
  private long sequence = 100;

  private Story(Decision first) {
    state = first.state();
    events.addAll(first.events());
  }

  private static GuestNeeds needs() {
    return new GuestNeeds(
        "x86_64",
        "q35",
        "kvm",
        "bios",
        false,
        null,
        List.of(),
        List.of(COPIED),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  static Story requested() {
    return requested((HostId) null);
  }

  static Story requested(@Nullable HostId named) {
    return requested(named, new Input.Admitted(SPEC, SOURCE, false));
  }

  static Story requested(@Nullable HostId named, Input.Admission admission) {
    return requested(new RequestMigration("db1", named, null, null), admission);
  }

  static Story requested(RequestMigration request, Input.Admission admission) {
    var policy = ShippedPolicies.of(request.guestClassOrDefault(), request.reasonOrDefault());
    var at = Instant.parse("2026-11-21T10:00:00Z");
    var origin = new Origin(request, "urn:test", at, "trace", policy);
    var id = MigrationId.of("urn:test", "1");
    return new Story(LIFECYCLE.accept(id, origin, admission, at));
  }

  static Story placed() {
    return requested().place();
  }

  static Story ready() {
    return placed().facts().prepare();
  }

  static Story starting() {
    return ready().go();
  }

  static Story running() {
    return starting().started();
  }

  static Story verifying(Outcome outcome) {
    return running().ended(outcome);
  }

  Story tell(Input input) {
    var decision = LIFECYCLE.decide(state, input, now);
    state = decision.state();
    events.addAll(decision.events());
    commands.addAll(decision.commands());
    return this;
  }

  Story place() {
    return place(Claims.of(Bytes.ofMebi(615)), DESTINATION);
  }

  Story place(Claims claims, HostId... shortlist) {
    return tell(new Input.Placed(placement(claims, shortlist)));
  }

  /** To the first of them. */
  static Placement placement(Claims claims, HostId... shortlist) {
    return new Placement(
        SOURCE,
        shortlist[0],
        "qemu+tcp://" + shortlist[0] + "/system",
        SETTINGS,
        "it has room",
        List.of(new Considered(SOURCE, false, "the guest runs there")),
        claims,
        Arrays.stream(shortlist).map(Placement.Candidate::new).toList(),
        new AgentCommand.Origin(null, null, DiskCopy.FULL));
  }

  Story go() {
    return tell(new Input.Go(SETTINGS, "slots are free"));
  }

  Story facts(Fact... facts) {
    return facts(DESTINATION, facts);
  }

  Story facts(HostId host, Fact... facts) {
    long asked = askedLast(AgentCommand.CheckFacts.class, host).order().sequence();
    return tell(
        new Input.FromAgent(new AgentEvent.FactsAnswered(about(), host, asked, List.of(facts))));
  }

  Story prepare(Fact... facts) {
    return tell(
        new Input.FromAgent(
            new AgentEvent.DestinationPrepared(
                about(), DESTINATION, last().order().sequence(), List.of(facts))));
  }

  Story started() {
    return tell(
        new Input.FromAgent(new AgentEvent.MigrationStarted(about(), SOURCE, GUEST, SETTINGS)));
  }

  Story postCopy() {
    return tell(new Input.FromAgent(new AgentEvent.PostCopyBegan(about(), SOURCE)));
  }

  Story broke() {
    return tell(new Input.FromAgent(new AgentEvent.PostCopyBroke(about(), SOURCE, "cut")));
  }

  Story ended(Outcome outcome) {
    return tell(
        new Input.FromAgent(
            new AgentEvent.MigrationEnded(about(), SOURCE, outcome, null, "the call's error")));
  }

  /** Both hosts answer the last question. */
  Story states(GuestState source, GuestState destination) {
    return report(SOURCE, source, false).report(DESTINATION, destination, false);
  }

  Story report(HostId host, GuestState guest, boolean job) {
    var figures =
        guest == GuestState.RUNNING && host.equals(DESTINATION)
            ? new JobFigures(Duration.ofSeconds(3), Duration.ofMillis(42), new Bytes(77))
            : null;
    var asked = askedLast(AgentCommand.ReportGuestState.class, host);
    return tell(
        new Input.FromAgent(
            new AgentEvent.GuestStateReported(
                about(), host, asked.order().sequence(), guest, job, figures)));
  }

  private AgentCommand askedLast(Class<? extends AgentCommand> what, HostId host) {
    return commands.reversed().stream()
        .filter(what::isInstance)
        .filter(command -> command.order().host().equals(host))
        .findFirst()
        .orElseThrow();
  }

  Story refuse(AgentCommand command, String name, RefusalReason reason) {
    var order = command.order();
    return tell(
        new Input.FromAgent(
            new AgentEvent.CommandRefused(
                about(),
                order.host(),
                Order.Issuer.SCHEDULER,
                order.sequence(),
                name,
                reason,
                "refused")));
  }

  Story cancel() {
    return tell(new Input.Cancel("not wanted"));
  }

  /** The time of the next check comes. */
  Story timer() {
    var due = state.nextCheckAt();
    if (due != null && now.isBefore(due)) {
      now = due;
    }
    return tell(new Input.Timer());
  }

  Story later(Duration time) {
    now = now.plus(time);
    return this;
  }

  About about() {
    return new About(state.id(), state.attempts(), sequence++, now);
  }

  AgentCommand last() {
    return commands.getLast();
  }

  MigrationEvent said() {
    return events.getLast();
  }

  <T extends AgentCommand> T lastOf(Class<T> type) {
    return commands.reversed().stream()
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElseThrow();
  }

  long count(Class<? extends AgentCommand> type) {
    return commands.stream().filter(type::isInstance).count();
  }
}
