package io.godwit.scheduler.placement;

import io.godwit.events.Bytes;
import io.godwit.events.HostId;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.Fact.Answer;
import io.godwit.events.agent.GuestNeeds;
import io.godwit.scheduler.dispatch.Limits;
import io.godwit.scheduler.dispatch.Waiting;
import io.godwit.scheduler.placement.Kinships.Kin;
import java.time.Instant;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** What hosts are measured against; what is the same for all of them is looked up once. */
final class Wish {
  final Waiting waiting;
  final HostId source;
  final Instant now;
  final Limits limits;

  /** Memory with its margin. */
  final Bytes needed;

  /** That, and nothing else. */
  final Claims plain;

  /** Who was heard of before that and not since is silent. */
  final Instant silentBefore;

  /** The least answer that is accepted to whether the guest belongs there. */
  final Answer leastAffinity;

  /** Guests that it belongs to, by host. */
  final Kin together;

  /** Guests that it keeps away from, by host. */
  final Kin apart;

  final Reach reach;
  private final @Nullable BitSet connected;
  private final @Nullable BitSet seeing;

  Wish(Waiting waiting, HostId source, Board board, Instant now, Limits limits) {
    this.waiting = waiting;
    this.source = source;
    this.now = now;
    this.limits = limits;
    needed = limits.withMargin(waiting.guest().memory());
    plain = Claims.of(needed);
    silentBefore = now.minus(limits.silence());
    leastAffinity = limits.least().of(Affinity.FACT, waiting.guestClass());
    together = Kinships.together(waiting, board);
    apart = Kinships.apart(waiting, board);
    reach = board.reach();
    var needs = waiting.guest().needs();
    connected = needs == null || needs.networks().isEmpty() ? null : reach.connected(needs);
    seeing = needs == null || needs.disks().isEmpty() ? null : reach.seeing(needs);
  }

  @Nullable GuestNeeds needs() {
    return waiting.guest().needs();
  }

  boolean isNamed(HostId host) {
    return host.equals(waiting.named());
  }

  /** Whether what is no damage to the guest is no obstacle. */
  boolean forced() {
    return waiting.forced();
  }

  /** Whether the host has all of the guest's networks, as far as it says. */
  boolean connects(Stock stock) {
    return connected == null || connected.get(stock.number());
  }

  /** Whether the host sees all of the guest's disks. */
  boolean sees(Stock stock) {
    return seeing == null || seeing.get(stock.number());
  }
}
