package io.godwit.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.godwit.cli.bench.EventLog.Stamped;
import io.godwit.convergence.policy.Effective;
import io.godwit.convergence.policy.ShippedDefinitions;
import io.godwit.events.About;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.Escalation;
import io.godwit.events.convergence.EscalationDecided;
import io.godwit.events.convergence.EscalationDecided.DecisionReason;
import io.godwit.events.convergence.EscalationEvent;
import io.godwit.events.convergence.Outlook;
import io.godwit.events.convergence.Phase;
import io.godwit.events.convergence.ProgressSample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReactionTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final HostId HOST = new HostId("a");
  private static final MigrationId ID = MigrationId.of("test", "reaction");
  private static final Escalation POST_COPY = new Escalation.SwitchToPostCopy();

  private final List<EscalationEvent> escalations = new ArrayList<>();
  private final List<AgentEvent> agents = new ArrayList<>();

  private Reaction.All read() {
    return Reaction.of(
        new Reaction.Told(
            List.of(new Stamped<>(millis(12), sample(7, 10))),
            List.of(
                new Stamped<>(millis(20), trend(7, 10)), new Stamped<>(millis(900), trend(7, 10))),
            escalations,
            agents));
  }

  @Test
  void eachLegIsCountedFromTheOneBeforeAndTheFirstAnswerCounts() {
    escalations.add(decided(1, 29, POST_COPY, false));
    agents.add(applied(1, 45));
    agents.add(applied(1, 400));

    var all = read();

    assertThat(all.unanswered()).isZero();
    assertThat(all.reactions())
        .containsExactly(new Reaction(ID.toString(), "SwitchToPostCopy", 2, 8, 9, 16));
    assertThat(all.reactions().getFirst().total()).isCloseTo(35, within(1e-9));
  }

  @Test
  void whatNoAgentAppliedIsCountedApartAndWhatAShadowWouldDoNotAtAll() {
    escalations.add(decided(1, 29, POST_COPY, false));
    escalations.add(decided(2, 29, POST_COPY, true));
    escalations.add(decided(3, 29, new Escalation.AskBandwidth(BytesPerSecond.ofMebi(1)), false));

    assertThat(read()).isEqualTo(new Reaction.All(List.of(), 1, 1));
  }

  @Test
  void anAbortAnswersGivingUp() {
    escalations.add(decided(4, 29, new Escalation.GiveUp(), false));
    agents.add(new AgentEvent.AbortApplied(about(9, 50), HOST, 4));

    assertThat(read().reactions()).extracting(Reaction::applied).containsExactly(21.0);
  }

  @Test
  void aPercentileIsTheLeastTimeThatSoManyDidNotExceed() {
    var hundred = IntStream.rangeClosed(1, 100).mapToObj(i -> (double) (101 - i)).toList();

    assertThat(Percentiles.of(hundred)).isEqualTo(new Percentiles(50, 90, 99, 100));
    assertThat(Percentiles.of(List.of(3.04))).isEqualTo(new Percentiles(3, 3, 3, 3));
    assertThat(Percentiles.of(List.of()).p99()).isNaN();
  }

  @Test
  void nothingMeasuredIsNotWithinTheLimit() {
    var course = new Course(List.of(), List.of(), START);

    assertThat(LatencyResult.of(0, course, read()).within(150)).isFalse();
    escalations.add(decided(1, 29, POST_COPY, false));
    agents.add(applied(1, 45));
    assertThat(LatencyResult.of(1, course, read()).within(150)).isTrue();
    assertThat(LatencyResult.of(1, course, read()).within(35)).isFalse();
  }

  private static long millis(long since) {
    return START.plusMillis(since).toEpochMilli();
  }

  private static About about(long sequence, long millis) {
    return new About(ID, 1, sequence, START.plusMillis(millis));
  }

  private static AgentEvent applied(long answers, long millis) {
    return new AgentEvent.EscalationApplied(
        about(100 + millis, millis), HOST, answers, POST_COPY, "the guest runs there");
  }

  private static EscalationDecided decided(
      long sequence, long millis, Escalation escalation, boolean shadow) {
    var definition =
        Objects.requireNonNull(ShippedDefinitions.under(List.of()).get("standard-user"));
    var policy =
        Effective.of(definition, Bytes.ofMebi(1), Bytes.ZERO, START, null, null, List.of())
            .policy();
    return new EscalationDecided(
        about(sequence, millis),
        HOST,
        policy,
        escalation,
        DecisionReason.HOPELESS,
        trend(7, 10),
        null,
        null,
        List.of(),
        shadow,
        null,
        null);
  }

  private static ProgressSample sample(long sequence, long millis) {
    return new ProgressSample(
        about(sequence, millis),
        HOST,
        Phase.PRE_COPY,
        Duration.ofSeconds(1),
        1,
        false,
        1,
        Bytes.ofMebi(512),
        Bytes.ofMebi(1),
        Bytes.ofMebi(511),
        Bytes.ofMebi(1),
        BytesPerSecond.ZERO,
        Duration.ofMillis(300),
        null,
        true,
        0,
        Bytes.ZERO,
        Bytes.ZERO);
  }

  private static ConvergenceTrend trend(long sequence, long millis) {
    return new ConvergenceTrend(
        about(sequence, millis),
        HOST,
        Phase.PRE_COPY,
        2,
        true,
        Bytes.ofMebi(512),
        Bytes.ofMebi(100),
        Bytes.ofMebi(600),
        BytesPerSecond.ofMebi(60),
        BytesPerSecond.ofMebi(60),
        Bytes.ofMebi(100),
        Bytes.ofMebi(18),
        Bytes.ofMebi(100),
        BytesPerSecond.ofMebi(60),
        Duration.ofMillis(1700),
        Duration.ofMillis(300),
        true,
        Outlook.PLATEAU,
        null,
        1,
        0);
  }
}
