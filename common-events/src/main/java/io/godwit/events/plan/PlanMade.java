package io.godwit.events.plan;

import io.godwit.events.Bytes;
import io.godwit.events.EffectivePolicy;
import io.godwit.events.GuestRef;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.Require;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.Fact;
import io.godwit.events.agent.StartSettings;
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
      @Nullable Course course) {
    public Candidate {
      Require.present(host, "host");
      Require.present(verdict, "verdict");
      weights = Require.list(weights);
      facts = Require.list(facts);
    }
  }

  /** One part of a score, in [0, 1] times its weight. */
  public record Weight(String name, double value, String reason) {}

  /**
   * What is predicted.
   *
   * @param total how long it would take
   * @param sent what would go over the link
   * @param downtime how long the guest would stand still
   * @param note in words
   */
  public record Course(Duration total, Bytes sent, Duration downtime, String note) {}

  public PlanMade {
    Require.present(plan, "plan");
    Require.present(at, "at");
    candidates = Require.list(candidates);
  }
}
