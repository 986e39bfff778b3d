package io.godwit.agent.host.adapter;

import io.godwit.agent.host.HostIdentity;
import io.godwit.agent.host.HostView;
import io.godwit.agent.host.HostView.DiskLocks;
import io.godwit.agent.host.HostView.Reach;
import io.godwit.agent.host.Inspection;
import io.godwit.agent.host.UsedDevices;
import io.godwit.agent.hypervisor.Hypervisor;
import io.godwit.agent.hypervisor.HypervisorException;
import io.godwit.events.agent.AgentCommand.Origin;
import io.godwit.events.agent.GuestSpec;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at this host through its hypervisor. What a part of it does not say leaves that part out:
 * the facts about it are then unknown, and the others hold.
 */
public final class HostInspector implements Inspection {
  private static final Logger log = LoggerFactory.getLogger(HostInspector.class);

  private final HostIdentity identity;
  private final Hypervisor hypervisor;
  private final @Nullable String copyPool;
  private final Supplier<DiskLocks> locks;
  private final Function<Origin, Reach> reach;

  /**
   * @param copyPool the pool for copies of disks whose own pool is not here; absent: none
   * @param locks reads what keeps a disk from being opened on two hosts
   * @param reach tries to reach the host that the guest is on
   */
  public HostInspector(
      HostIdentity identity,
      Hypervisor hypervisor,
      @Nullable String copyPool,
      Supplier<DiskLocks> locks,
      Function<Origin, Reach> reach) {
    this.identity = identity;
    this.hypervisor = hypervisor;
    this.copyPool = copyPool;
    this.locks = locks;
    this.reach = reach;
  }

  @Override
  public HostView inspect(GuestSpec guest, @Nullable Origin origin) {
    try {
      var host = hypervisor.describe();
      var told = identity.memory();
      // The offer first: it makes the pools look for what is new in them.
      var offer = orNull(() -> hypervisor.offer(guest));
      var guests = hypervisor.guests();
      var resources = orNull(hypervisor::resources);
      return new HostView.Seen(
          host.hypervisor(),
          told == null ? host.memory() : told,
          guests,
          resources == null ? null : UsedDevices.in(resources, guests),
          offer,
          copyPool,
          locks.get(),
          origin == null
              ? new Reach.NotTried("the source's address was not told")
              : reach.apply(origin));
    } catch (HypervisorException e) {
      return new HostView.Unreachable(words(e));
    }
  }

  private <T> @Nullable T orNull(Supplier<T> question) {
    try {
      return question.get();
    } catch (HypervisorException e) {
      log.warn("{}: did not say everything about a guest: {}", identity.host(), e.getMessage());
      return null;
    }
  }

  private static String words(HypervisorException e) {
    var words = e.getMessage();
    return words == null || words.isBlank() ? e.kind().name() : words;
  }
}
