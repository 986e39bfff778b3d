package io.godwit.agent.job.adapter;

import io.godwit.agent.host.HostView;
import io.godwit.agent.hypervisor.Hypervisor;
import io.godwit.agent.hypervisor.HypervisorException;
import io.godwit.agent.hypervisor.HypervisorException.Kind;
import io.godwit.agent.job.Effect;
import io.godwit.agent.job.Input;
import io.godwit.agent.job.Told;
import io.godwit.events.Bytes;
import io.godwit.events.agent.GuestState;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The hypervisor's calls that return soon, with what came of them as the next input. */
final class Controls {
  private final Hypervisor hypervisor;
  private final @Nullable Bytes toldCapacity;

  /**
   * @param toldCapacity memory that guests may use; absent: the machine's
   */
  Controls(Hypervisor hypervisor, @Nullable Bytes toldCapacity) {
    this.hypervisor = hypervisor;
    this.toldCapacity = toldCapacity;
  }

  Input lookAtGuest(Effect.LookAtGuest look) {
    return orRefused(
        look.told(),
        () -> {
          var guest = look.guest();
          var state = hypervisor.stateOf(guest);
          return state == GuestState.ABSENT
              ? new Input.GuestLookedAt(look.told(), state, false, null)
              : new Input.GuestLookedAt(
                  look.told(),
                  state,
                  hypervisor.job(guest).isPresent(),
                  hypervisor.tag(guest).orElse(null));
        });
  }

  Input writeTag(Effect.WriteTag write) {
    return orRefused(
        write.told(),
        () -> {
          hypervisor.writeTag(write.guest(), write.tag());
          return new Input.Tagged(write.told());
        });
  }

  Input setMaxDowntime(Effect.SetMaxDowntime set) {
    return orRefused(
        set.told(),
        () -> {
          hypervisor.setMaxDowntime(set.guest(), set.escalation().maxDowntime());
          return new Input.DowntimeSet(
              set.told(), set.escalation(), hypervisor.maxDowntime(set.guest()));
        });
  }

  Input startPostCopy(Effect.StartPostCopy start) {
    return orRefused(
        start.told(),
        () -> {
          hypervisor.startPostCopy(start.guest());
          return new Input.PostCopyTaken(
              start.told(), start.escalation(), stateOrUnknown(start.guest()));
        });
  }

  Input pausePostCopy(Effect.PausePostCopy pause) {
    return orRefused(
        pause.told(),
        () -> {
          hypervisor.pausePostCopy(pause.guest());
          return new Input.PostCopyPaused(pause.told());
        });
  }

  Input abort(UUID guest) {
    try {
      hypervisor.abort(guest);
      return new Input.AbortTaken();
    } catch (HypervisorException e) {
      return new Input.AbortNotTaken(e.kind(), words(e));
    }
  }

  Input readGuest(Effect.ReadGuest read) {
    var guest = read.guest();
    try {
      boolean job = hypervisor.job(guest).isPresent();
      var figures = hypervisor.lastCompletedJob(guest).orElse(null);
      return new Input.GuestRead(read.told(), hypervisor.stateOf(guest), job, figures);
    } catch (HypervisorException e) {
      var state = e.kind() == Kind.NO_SUCH_GUEST ? stateOrUnknown(guest) : GuestState.UNKNOWN;
      return new Input.GuestRead(read.told(), state, false, null);
    }
  }

  Input inspectHost(Told told) {
    try {
      var host = hypervisor.describe();
      var capacity = toldCapacity == null ? host.memory() : toldCapacity;
      return new Input.HostInspected(
          told, new HostView.Seen(host.hypervisor(), capacity, hypervisor.guests()));
    } catch (HypervisorException e) {
      return new Input.HostInspected(told, new HostView.Unreachable(words(e)));
    }
  }

  @Nullable Input readDowntime(UUID guest) {
    try {
      return new Input.DowntimeRead(hypervisor.maxDowntime(guest));
    } catch (HypervisorException e) {
      return null; // what the start was told stays the best that is known
    }
  }

  private GuestState stateOrUnknown(UUID guest) {
    try {
      return hypervisor.stateOf(guest);
    } catch (HypervisorException e) {
      return GuestState.UNKNOWN;
    }
  }

  private static Input orRefused(Told told, Supplier<Input> control) {
    try {
      return control.get();
    } catch (HypervisorException e) {
      return new Input.HypervisorRefused(told, e.kind(), words(e));
    }
  }

  static String words(HypervisorException e) {
    var words = e.getMessage();
    return words == null || words.isBlank() ? e.kind().name() : words;
  }
}
