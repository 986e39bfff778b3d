package io.godwit.events.plan;

import io.godwit.events.Bytes;
import io.godwit.events.EffectivePolicy;
import io.godwit.events.GuestRef;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.Require;
import io.godwit.events.agent.AgentEvent.DirtiedIn;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.Fact;
import io.godwit.events.agent.StartSettings;
import io.godwit.events.convergence.Eta;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would happen if a guest were to move, host by host. Nothing was changed and nothing is
 * reserved.
 *
 * @param plan its id
 * @param at when it was made
 * @param guest which guest; absent: it was not found
 * @param source where it runs; absent with the guest
 * @param policy that would apply
 * @param refusal why no migration would be accepted at all; absent: one would
 * @param dirtied how fast it wrote to its memory just now; empty: not measured
 * @param candidates every host that was looked at, in the order of choice; those that would be
 *     refused last
 */
public record PlanMade(
    MigrationId plan,
    Instant at,
    @Nullable GuestRef guest,
    @Nullable HostId source,
    @Nullable EffectivePolicy policy,
    @Nullable Refusal refusal,
    List<DirtiedIn> dirtied,
    List<Candidate> candidates) {

  /** Why, and which field is at fault. */
  public record Refusal(String field, String detail) {}

  /**
   * A host.
   *
   * @param host which one
   * @param suitable whether the guest could go there
   * @param verdict in words
   * @param score by which the suitable ones are ordered, the higher the better; absent: not
   *     suitable
   * @param weights what the score is made of
   * @param facts that were asked for; empty: the inventory alone ruled it out, or it was silent
   * @param claims that would be reserved; absent: not suitable
   * @param settings that the migration would be told; absent: not suitable
   * @param course what is predicted; absent: cannot be said
   * @param planned why it would be armed and told what it is, a sentence each
   */
  public record Candidate(
      HostId host,
      boolean suitable,
      String verdict,
      @Nullable Double score,
      List<Weight> weights,
      List<Fact> facts,
      @Nullable Claims claims,
      @Nullable StartSettings settings,
      @Nullable Course course,
      List<String> planned) {
    public Candidate {
      Require.present(host, "host");
      Require.present(verdict, "verdict");
      weights = Require.list(weights);
      facts = Require.list(facts);
      planned = Require.list(planned);
    }

    /** One that would not be told anything. */
    public static Candidate refused(HostId host, String verdict, List<Fact> facts) {
      return new Candidate(
          host, false, verdict, null, List.of(), facts, null, null, null, List.of());
    }
  }

  /** How a migration would end. */
  public enum Way {
    PRE_COPY,
    POST_COPY,
    /** The guest stands still until the rest is sent. */
    PAUSE,
    /** By nothing that the policy allows. */
    NEVER
  }

  /** One part of a score, in [0, 1] times its weight. */
  public record Weight(String name, double value, String reason) {}

  /**
   * What is predicted.
   *
   * @param total how long it would take, or at least, where that is all that is known
   * @param sent what would go over the link
   * @param downtime how long the guest would stand still
   * @param note in words
   * @param probability that it converges by itself, 0 to 1; absent: not known
   * @param time that it would take, as an interval; absent: not known, or it would not end
   * @param expected how it would end; absent: not known
   */
  public record Course(
      Duration total,
      Bytes sent,
      Duration downtime,
      String note,
      @Nullable Double probability,
      @Nullable Eta time,
      @Nullable Way expected) {

    /** Of a guest of which it is not known how fast it writes to its memory. */
    public Course(Duration total, Bytes sent, Duration downtime, String note) {
      this(total, sent, downtime, note, null, null, null);
    }
  }

  public PlanMade {
    Require.present(plan, "plan");
    Require.present(at, "at");
    dirtied = Require.list(dirtied);
    candidates = Require.list(candidates);
  }

  /** Of a guest that was not measured. */
  public PlanMade(
      MigrationId plan,
      Instant at,
      @Nullable GuestRef guest,
      @Nullable HostId source,
      @Nullable EffectivePolicy policy,
      @Nullable Refusal refusal,
      List<Candidate> candidates) {
    this(plan, at, guest, source, policy, refusal, List.of(), candidates);
  }
}
