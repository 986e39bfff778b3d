package io.godwit.scheduler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.godwit.events.About;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.EffectivePolicy.LastResort;
import io.godwit.events.GuestRef;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.Reason;
import io.godwit.events.Window;
import io.godwit.events.agent.AgentCommand.CheckFacts;
import io.godwit.events.agent.AgentCommand.MeasureDirtying;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.agent.AgentEvent.DirtiedIn;
import io.godwit.events.agent.Fact;
import io.godwit.events.agent.Fact.Answer;
import io.godwit.events.agent.GuestState;
import io.godwit.events.agent.Order;
import io.godwit.events.agent.RefusalReason;
import io.godwit.events.host.HostInventory;
import io.godwit.events.host.HostSettings;
import io.godwit.events.migration.RejectionReason;
import io.godwit.events.plan.PlanMade;
import io.godwit.events.plan.PlanMade.Candidate;
import io.godwit.events.plan.PlanMade.Refusal;
import io.godwit.events.plan.PlanMade.Way;
import io.godwit.events.plan.PlanMade.Weight;
import io.godwit.events.policy.Intent;
import io.godwit.events.policy.Objective;
import io.godwit.events.policy.PolicyDefinition;
import io.godwit.events.policy.PolicyMatch;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import io.godwit.scheduler.dispatch.Fleet;
import io.godwit.scheduler.dispatch.Limits;
import io.godwit.scheduler.migration.Input;
import io.godwit.scheduler.policy.Policies;
import io.godwit.scheduler.policy.ShippedPolicies;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlanningTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final MigrationId ID = MigrationId.of("urn:test", "plan");
  private static final HostId SOURCE = new HostId("host1");
  private static final HostId ROOMY = new HostId("host2");
  private static final HostId NEXT = new HostId("host3");
  private static final HostId SMALL = new HostId("host4");
  private static final HostInventory.Guest GUEST =
      new HostInventory.Guest(
          new GuestRef(new UUID(1, 2), "db1"), GuestState.RUNNING, Bytes.ofMebi(1024), 1, true);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final PlanRules RULES =
      new PlanRules(Duration.ofSeconds(3), 20, List.of(), Duration.ofMillis(250));

  private final Planning planning = new Planning(RULES, Limits.DEFAULT, ShippedPolicies.ALONE);
  private final Fleet fleet =
      new Fleet(
          List.of(
              host(SOURCE, 8192, GUEST), host(ROOMY, 16_384), host(NEXT, 4096), host(SMALL, 512)),
          List.of());

  @Test
  void everyHostThatIsAliveIsAskedThoseThatSuitFirstAndNothingElseIsCommanded() {
    var decision = begin(null, false);

    assertThat(decision.made()).isNull();
    assertThat(decision.commands()).allMatch(CheckFacts.class::isInstance);
    assertThat(decision.commands().stream().map(command -> command.order().host()))
        .containsExactly(ROOMY, NEXT, SMALL);
    assertThat(decision.commands().stream().map(command -> command.order().migration()))
        .containsOnly(ID);
    assertThat(decision.state().nextCheckAt()).isEqualTo(NOW.plusSeconds(3));
  }

  @Test
  void planIsMadeWhenAllHaveAnsweredWithFactsVerdictCourseAndReasons() {
    var decision = begin(null, false);
    decision = heard(decision, ROOMY, 1, fact("network-a", Answer.NO, "it has no network 'a'"));
    assertThat(decision.made()).isNull();
    decision = heard(decision, NEXT, 2, fact("memory", Answer.YES, "it fits"));
    decision = heard(decision, SMALL, 3, fact("memory", Answer.NO, "it does not fit"));

    var made = Objects.requireNonNull(decision.made());
    assertThat(made.candidates()).extracting(Candidate::host).containsExactly(NEXT, ROOMY, SMALL);
    assertThat(made.candidates())
        .extracting(Candidate::suitable)
        .containsExactly(true, false, false);
    assertThat(made.refusal()).isNull();
    assertThat(made.source()).isEqualTo(SOURCE);
    var suitable = made.candidates().getFirst();
    assertThat(suitable.facts())
        .extracting(Fact::name)
        .startsWith("memory")
        .contains("capacity", "affinity", "host-open", "convergence");
    assertThat(made.candidates().getLast().facts()).extracting(Fact::name).contains("memory");
    assertThat(suitable.score()).isNotNull();
    assertThat(suitable.claims()).isNotNull();
    assertThat(Objects.requireNonNull(suitable.course()).total()).isPositive();
    // The words with which a migration there is rejected.
    assertThat(made.candidates().get(1).verdict()).isEqualTo("network-a: it has no network 'a'");
    assertThat(made.candidates().getLast().verdict()).contains("512.0 MiB free");
    assertThat(decision.state().nextCheckAt()).isNull();
  }

  @Test
  void weightOfAnswersIsThatOfTheAnswersThatWereGiven() {
    var decision = begin(null, false);
    var before = decision.state().ranked().getFirst();
    decision = heard(decision, ROOMY, 1, fact("memory", Answer.YES, "it fits"));
    decision = planning.timer(decision.state(), NOW.plusSeconds(3));
    var after = candidates(decision).getFirst();
    assertThat(after.host()).isEqualTo(before.host());
    assertThat(after.weights()).extracting(Weight::reason).contains("its worst answer was yes");
    assertThat(after.score()).isEqualTo(Objects.requireNonNull(before.score()) + 1, within(1e-9));
  }

  @Test
  void guestWhoseSourceIsInABlackoutWouldWaitForItsEnd() {
    var blackout = new Window(Window.Kind.BLACKOUT, NOW.minusSeconds(1), NOW.plusSeconds(60), null);
    var settings = new HostSettings(null, null, null, null, List.of(blackout));
    var hosts =
        fleet.hosts().stream()
            .map(host ->
                host.id().equals(SOURCE)
                    ? new Fleet.Host(SOURCE, host.inventory(), NOW, true, settings)
                    : host)
            .toList();
    var admitted = new Input.Admitted(GUEST.spec(), SOURCE, false);
    var request = new RequestMigration("db1", null, null, null);
    var plan = planning.requested(ID, request, "trace", NOW);
    var decision = planning.begin(plan, new Fleet(hosts, List.of()), admitted, NOW);
    decision = heard(decision, ROOMY, 1, fact("memory", Answer.YES, "it fits"));
    decision = planning.timer(decision.state(), NOW.plusSeconds(3));
    assertThat(candidates(decision).getFirst().verdict())
        .isEqualTo("it suits, but host1 is in a blackout until " + NOW.plusSeconds(60));
  }

  @Test
  void hostThatAnswersBetterThanTheFirstIsChosenBeforeIt() {
    var decision = begin(null, false);
    decision = heard(decision, ROOMY, 1, fact("memory", Answer.PROBABLY_YES, "just so"));
    decision = heard(decision, NEXT, 2, fact("memory", Answer.YES, "it fits"));
    decision = planning.timer(decision.state(), NOW.plusSeconds(3));

    assertThat(candidates(decision)).extracting(Candidate::host).startsWith(NEXT, ROOMY);
  }

  @Test
  void silentHostIsToldAsSilentWhenThePatienceIsOver() {
    var asked = heard(begin(null, false), NEXT, 2, fact("memory", Answer.YES, "it fits"));
    assertThat(planning.timer(asked.state(), NOW.plusMillis(2_999)).made()).isNull();

    var decision = planning.timer(asked.state(), NOW.plusSeconds(3));

    assertThat(candidates(decision))
        .extracting(Candidate::host)
        .containsExactly(NEXT, ROOMY, SMALL);
    assertThat(candidates(decision).get(1).verdict()).isEqualTo("host2 did not answer within 3 s");
    assertThat(candidates(decision).get(1).suitable()).isFalse();
  }

  @Test
  void duplicatesLateAnswersAndStrangersChangeNothing() {
    var first = begin(null, false);
    var answered = heard(first, ROOMY, 1, fact("memory", Answer.YES, "it fits"));

    assertThat(heard(answered, ROOMY, 1, fact("memory", Answer.NO, "?")).state())
        .isEqualTo(answered.state());
    assertThat(heard(answered, NEXT, 7, fact("memory", Answer.NO, "?")).state())
        .isEqualTo(answered.state());
    assertThat(heard(answered, SOURCE, 4, fact("memory", Answer.NO, "?")).state())
        .isEqualTo(answered.state());
    var made = planning.timer(answered.state(), NOW.plusSeconds(3));
    assertThat(heard(made, NEXT, 2, fact("memory", Answer.NO, "?")).made()).isNull();
  }

  @Test
  void refusedQuestionIsToldWithItsReason() {
    var decision = begin(NEXT, false);
    assertThat(decision.commands()).hasSize(1);

    var refused =
        new AgentEvent.CommandRefused(
            about(),
            NEXT,
            Order.Issuer.SCHEDULER,
            1,
            "agent.check-facts.v1",
            RefusalReason.HYPERVISOR_ERROR,
            "libvirt is down");
    var made = planning.heard(decision.state(), refused, NOW.plusMillis(10));

    assertThat(candidates(made)).extracting(Candidate::verdict).containsExactly("libvirt is down");
  }

  @Test
  void forcedPlanConcedesWhatIsOnlyAPreferenceAndRefusesWhatDoesDamage() {
    var conceded =
        heard(begin(NEXT, true), NEXT, 1, fact("network-a", Answer.NO, "it has no network 'a'"));
    assertThat(candidates(conceded).getFirst().suitable()).isTrue();
    assertThat(candidates(conceded).getFirst().verdict())
        .isEqualTo("it suits; forced, although network-a: it has no network 'a'");

    var damaged = heard(begin(NEXT, true), NEXT, 1, fact("cpu", Answer.NO, "it lacks avx512"));
    assertThat(candidates(damaged).getFirst().suitable()).isFalse();
    assertThat(candidates(damaged).getFirst().verdict()).isEqualTo("cpu: it lacks avx512");
  }

  @Test
  void requestThatWouldBeRejectedIsRefusedWithItsField() {
    var refused = new Input.Refused(RejectionReason.GUEST_UNKNOWN, "guest", "no host has it");

    var made =
        Objects.requireNonNull(planning.begin(requested(null, false), fleet, refused, NOW).made());

    assertThat(made.refusal()).isEqualTo(new Refusal("guest", "no host has it"));
    assertThat(made.candidates()).isEmpty();
  }

  @Test
  void guestThatNobodyHasToldOfYetIsWaitedForAsLongAsThePatience() {
    var notYet = new Input.NotYet("no host has it");
    var waits = planning.begin(requested(null, false), fleet, notYet, NOW);
    assertThat(waits.made()).isNull();
    assertThat(waits.state().nextCheckAt()).isEqualTo(NOW.plusMillis(250));

    var over = planning.begin(waits.state(), fleet, notYet, NOW.plusSeconds(3));
    assertThat(Objects.requireNonNull(over.made()).refusal())
        .isEqualTo(new Refusal("guest", "no host has it"));
  }

  @Test
  void hostsThatNobodyHasHeardYetAreWaitedForAsLongAsThePatience() {
    var later = NOW.plusSeconds(60);
    var plan = planning.requested(ID, request(null, false), "trace", later);

    var waits = planning.begin(plan, fleet, admitted(), later);
    assertThat(waits.made()).isNull();
    assertThat(waits.commands()).isEmpty();

    var over = planning.begin(waits.state(), fleet, admitted(), later.plusSeconds(3));
    assertThat(candidates(over)).extracting(Candidate::verdict).containsOnly("it is silent");
  }

  @Test
  void noMoreHostsAreAskedThanTheLimit() {
    var few =
        new Planning(
            new PlanRules(Duration.ofSeconds(3), 1, List.of(), RULES.look()),
            Limits.DEFAULT,
            ShippedPolicies.ALONE);
    var decision = few.begin(requested(null, false), fleet, admitted(), NOW);
    assertThat(decision.commands()).hasSize(1);

    var answer = new AgentEvent.FactsAnswered(about(), ROOMY, 1, List.of());
    var made = few.heard(decision.state(), answer, NOW.plusMillis(5));
    assertThat(candidates(made).get(1).verdict())
        .isEqualTo("it was not asked: the 1 before it were");
  }

  @Test
  void sourceIsAskedHowFastTheGuestWritesAndTheCoursesAreBuiltOnIt() {
    var measuring = measuring(ShippedPolicies.ALONE);
    var decision = measuring.begin(requested(NEXT, false), fleet, admitted(), NOW);
    assertThat(decision.commands().getLast())
        .isInstanceOfSatisfying(
            MeasureDirtying.class,
            measure -> {
              assertThat(measure.order().host()).isEqualTo(SOURCE);
              assertThat(measure.guest()).isEqualTo(GUEST.guest());
              assertThat(measure.periods()).containsExactly(Duration.ofSeconds(1));
              assertThat(measure.order().expiresAt()).isEqualTo(NOW.plusSeconds(3));
            });

    decision = measuring.heard(decision.state(), answers(NEXT, 1), NOW.plusMillis(10));
    assertThat(decision.made()).isNull();
    decision = measuring.heard(decision.state(), dirtied(400, 2), NOW.plusSeconds(1));

    var made = Objects.requireNonNull(decision.made());
    assertThat(made.dirtied()).containsExactly(new DirtiedIn(SECOND, Bytes.ofMebi(400)));
    var course = Objects.requireNonNull(made.candidates().getFirst().course());
    assertThat(course.probability()).isLessThan(0.1);
    assertThat(course.expected()).isEqualTo(Way.POST_COPY);
    assertThat(course.time()).isNotNull();
    assertThat(made.candidates().getFirst().planned())
        .contains("Post-copy is armed: policy standard-user allows it.");
    assertThat(made.candidates().getFirst().facts())
        .filteredOn(one -> one.name().equals("convergence"))
        .extracting(Fact::answer)
        .containsExactly(Answer.PROBABLY_YES);
  }

  @Test
  void definitionOfAnOperatorChangesWhatIsExpected() {
    var intent =
        new Intent(
            Objective.LEAST_WORK_LOST,
            null,
            null,
            Duration.ofMillis(100),
            Duration.ofMillis(200),
            0,
            1.0,
            false,
            Duration.ZERO,
            false,
            LastResort.ABORT);
    var own =
        new PolicyDefinition(
            "gentle",
            3,
            NOW,
            "operator",
            false,
            new PolicyMatch(List.of(Reason.USER), List.of(), List.of(), Map.of(), 0),
            intent,
            null,
            null);
    var measuring = measuring(subject -> ShippedPolicies.under(List.of(own), subject));
    var decision = measuring.begin(requested(NEXT, false), fleet, admitted(), NOW);
    decision = measuring.heard(decision.state(), answers(NEXT, 1), NOW.plusMillis(10));
    decision = measuring.heard(decision.state(), dirtied(400, 2), NOW.plusSeconds(1));

    var made = Objects.requireNonNull(decision.made());
    assertThat(Objects.requireNonNull(made.policy()).name()).isEqualTo("gentle");
    assertThat(made.policy().version()).isEqualTo(3);
    var course = Objects.requireNonNull(made.candidates().getFirst().course());
    assertThat(course.expected()).isEqualTo(Way.NEVER);
    assertThat(course.note()).startsWith("gives up");
    assertThat(Objects.requireNonNull(made.candidates().getFirst().settings()).postCopyArmed())
        .isFalse();
  }

  @Test
  void hostThatDoesNotSuitIsPredictedByWhatWasMeasuredToo() {
    var measuring = measuring(ShippedPolicies.ALONE);
    var decision = measuring.begin(requested(null, false), fleet, admitted(), NOW);
    for (var answer : List.of(answers(ROOMY, 1), answers(NEXT, 2), answers(SMALL, 3))) {
      decision = measuring.heard(decision.state(), answer, NOW.plusMillis(10));
    }
    decision = measuring.heard(decision.state(), dirtied(400, 4), NOW.plusSeconds(1));

    var small = Objects.requireNonNull(decision.made()).candidates().getLast();
    assertThat(small.host()).isEqualTo(SMALL);
    assertThat(small.suitable()).isFalse();
    assertThat(small.facts())
        .filteredOn(one -> one.name().equals("convergence"))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.answer()).isEqualTo(Answer.PROBABLY_YES);
          assertThat(one.reason()).startsWith("by post-copy");
        });
  }

  @Test
  void sourceThatDoesNotMeasureIsWaitedForAsLongAsThePatienceAndNoLonger() {
    var measuring = measuring(ShippedPolicies.ALONE);
    var decision = measuring.begin(requested(NEXT, false), fleet, admitted(), NOW);
    decision = measuring.heard(decision.state(), answers(NEXT, 1), NOW.plusMillis(10));
    assertThat(measuring.timer(decision.state(), NOW.plusMillis(2_999)).made()).isNull();

    var made = Objects.requireNonNull(measuring.timer(decision.state(), NOW.plusSeconds(3)).made());
    assertThat(made.dirtied()).isEmpty();
    var course = Objects.requireNonNull(made.candidates().getFirst().course());
    assertThat(course.expected()).isNull();
    assertThat(course.note()).startsWith("at least");
  }

  @Test
  void sourceThatCannotMeasureIsNotWaitedFor() {
    var measuring = measuring(ShippedPolicies.ALONE);
    var decision = measuring.begin(requested(NEXT, false), fleet, admitted(), NOW);
    decision = measuring.heard(decision.state(), answers(NEXT, 1), NOW.plusMillis(10));
    var refused =
        new AgentEvent.CommandRefused(
            about(),
            SOURCE,
            Order.Issuer.SCHEDULER,
            2,
            "agent.measure-dirtying.v1",
            RefusalReason.UNSUPPORTED,
            "too old");
    assertThat(measuring.heard(decision.state(), refused, NOW.plusMillis(20)).made()).isNotNull();
  }

  private static Planning measuring(Policies policies) {
    var rules =
        new PlanRules(
            RULES.patience(), RULES.hosts(), List.of(SECOND, Duration.ofSeconds(2)), RULES.look());
    return new Planning(rules, Limits.DEFAULT, policies);
  }

  private static AgentEvent answers(HostId host, long sequence) {
    return new AgentEvent.FactsAnswered(
        about(), host, sequence, List.of(fact("memory", Answer.YES, "it fits")));
  }

  private static AgentEvent dirtied(long mebi, long sequence) {
    var dirtied = new DirtiedIn(SECOND, Bytes.ofMebi(mebi));
    return new AgentEvent.DirtyingMeasured(about(), SOURCE, sequence, List.of(dirtied));
  }

  private PlanDecision begin(@Nullable HostId named, boolean forced) {
    return planning.begin(requested(named, forced), fleet, admitted(), NOW);
  }

  private Plan requested(@Nullable HostId named, boolean forced) {
    return planning.requested(ID, request(named, forced), "trace", NOW);
  }

  private static RequestMigration request(@Nullable HostId named, boolean forced) {
    return new RequestMigration("db1", named, null, null, forced, null, null, null);
  }

  private static Input.Admitted admitted() {
    return new Input.Admitted(GUEST.spec(), SOURCE, false);
  }

  private PlanDecision heard(PlanDecision before, HostId host, long answers, Fact... facts) {
    var event = new AgentEvent.FactsAnswered(about(), host, answers, List.of(facts));
    return planning.heard(before.state(), event, NOW.plusMillis(10));
  }

  private static List<Candidate> candidates(PlanDecision decision) {
    PlanMade made = Objects.requireNonNull(decision.made());
    return made.candidates();
  }

  private static About about() {
    return new About(ID, 1, 1, NOW);
  }

  private static Fact fact(String name, Answer answer, String reason) {
    return new Fact(name, answer, reason, "", NOW);
  }

  private static Fleet.Host host(HostId id, int mebibytes, HostInventory.Guest... guests) {
    var inventory =
        new HostInventory(
            id,
            NOW,
            "QEMU",
            "qemu+tcp://" + id + "/system",
            Bytes.ofMebi(mebibytes),
            8,
            BytesPerSecond.ofMebi(100),
            Stream.of(guests).toList());
    return new Fleet.Host(id, inventory, NOW, true);
  }
}
