package io.godwit.scheduler.plan;

import io.godwit.events.EffectivePolicy;
import io.godwit.events.GuestClass;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.Require;
import io.godwit.events.agent.AgentEvent.DirtiedIn;
import io.godwit.events.agent.Fact;
import io.godwit.events.agent.GuestSpec;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import io.godwit.scheduler.forecast.Alone;
import io.godwit.scheduler.placement.Ranked;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A plan while its hosts answer. Nothing of it is reserved anywhere.
 *
 * @param id its identity
 * @param request as the migration would be asked for
 * @param requestedAt when it was asked for
 * @param traceparent W3C trace context of its commands and of its answer
 * @param guest which guest; absent: it is not looked up yet
 * @param source where it runs; absent with the guest
 * @param policy that would apply
 * @param guestClass what the guest tolerates
 * @param ranked every host but the source, in the order of choice
 * @param asked those of them that were asked for their facts
 * @param measuring how fast the guest writes to its memory; absent: that is not asked
 * @param postCopyForbidden hosts that want no post-copy
 * @param nextCheckAt when to look again; absent: it is made
 */
public record Plan(
    MigrationId id,
    RequestMigration request,
    Instant requestedAt,
    String traceparent,
    @Nullable GuestSpec guest,
    @Nullable HostId source,
    EffectivePolicy policy,
    GuestClass guestClass,
    List<Ranked> ranked,
    List<Asked> asked,
    @Nullable Measuring measuring,
    List<HostId> postCopyForbidden,
    @Nullable Instant nextCheckAt) {

  /**
   * A host that was asked.
   *
   * @param sequence of the question
   * @param own what the scheduler itself knows of it
   * @param alone what the migration there would be if it had the way for itself; absent: not known
   * @param facts its answer; absent: none yet
   * @param problem why it cannot answer; absent: nobody says that it cannot
   */
  public record Asked(
      HostId host,
      long sequence,
      List<Fact> own,
      @Nullable Alone alone,
      @Nullable List<Fact> facts,
      @Nullable String problem) {
    public Asked {
      own = Require.list(own);
    }

    Asked answered(List<Fact> said) {
      return new Asked(host, sequence, own, alone, said, null);
    }

    Asked refused(String why) {
      return new Asked(host, sequence, own, alone, null, why);
    }

    /** All that is known of it, what it has said first. */
    List<Fact> all() {
      return Stream.concat(facts == null ? Stream.empty() : facts.stream(), own.stream()).toList();
    }

    boolean isOpen() {
      return facts == null && problem == null;
    }
  }

  /**
   * The source is asked how fast the guest writes to its memory.
   *
   * @param sequence of the question
   * @param open whether it has not answered yet
   * @param dirtied its answer; empty: none, or it cannot say
   */
  public record Measuring(long sequence, boolean open, List<DirtiedIn> dirtied) {
    public Measuring {
      dirtied = Require.list(dirtied);
    }
  }

  public Plan {
    Require.present(id, "id");
    Require.present(request, "request");
    Require.present(policy, "policy");
    ranked = Require.list(ranked);
    asked = Require.list(asked);
    postCopyForbidden = Require.list(postCopyForbidden);
  }

  /** What was measured; empty: nothing. */
  List<DirtiedIn> dirtied() {
    return measuring == null ? List.of() : measuring.dirtied();
  }

  boolean isOpen() {
    return (measuring != null && measuring.open()) || asked.stream().anyMatch(Asked::isOpen);
  }

  Optional<Asked> asked(HostId host) {
    return asked.stream().filter(one -> one.host().equals(host)).findFirst();
  }

  /** Of a guest that was found, which no host was asked about yet. */
  Plan found(GuestSpec spec, HostId where, EffectivePolicy terms, GuestClass itsClass) {
    return new Plan(
        id,
        request,
        requestedAt,
        traceparent,
        spec,
        where,
        terms,
        itsClass,
        List.of(),
        List.of(),
        null,
        List.of(),
        nextCheckAt);
  }

  /** Whose hosts were asked, and answer until then. */
  Plan asking(
      List<Ranked> order,
      List<Asked> hosts,
      @Nullable Measuring measured,
      List<HostId> forbidden,
      Instant until) {
    return new Plan(
        id,
        request,
        requestedAt,
        traceparent,
        guest,
        source,
        policy,
        guestClass,
        order,
        hosts,
        measured,
        forbidden,
        until);
  }

  Plan with(List<Asked> others) {
    return with(others, measuring, nextCheckAt);
  }

  Plan measured(List<DirtiedIn> dirtied) {
    var known = measuring;
    return known == null
        ? this
        : with(asked, new Measuring(known.sequence(), false, dirtied), nextCheckAt);
  }

  Plan checkedAgain(@Nullable Instant at) {
    return with(asked, measuring, at);
  }

  private Plan with(List<Asked> others, @Nullable Measuring other, @Nullable Instant at) {
    return new Plan(
        id,
        request,
        requestedAt,
        traceparent,
        guest,
        source,
        policy,
        guestClass,
        ranked,
        others,
        other,
        postCopyForbidden,
        at);
  }
}
