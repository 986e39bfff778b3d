package io.godwit.agent.job.adapter;

import io.godwit.agent.host.HostView;
import io.godwit.agent.host.Inspection;
import io.godwit.agent.hypervisor.Hypervisor;
import io.godwit.agent.hypervisor.HypervisorException;
import io.godwit.agent.hypervisor.HypervisorException.Kind;
import io.godwit.agent.job.Effect;
import io.godwit.agent.job.Input;
import io.godwit.agent.job.Told;
import io.godwit.events.agent.AgentCommand.CheckFacts;
import io.godwit.events.agent.AgentCommand.PrepareDestination;
import io.godwit.events.agent.GuestState;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The hypervisor's calls that return soon, with what came of them as the next input. */
final class Controls {
  private final Hypervisor hypervisor;
  private final Inspection inspection;

  Controls(Hypervisor hypervisor, Inspection inspection) {
    this.hypervisor = hypervisor;
    this.inspection = inspection;
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

  Input setBandwidth(Effect.SetBandwidth set) {
    return orRefused(
        set.told(),
        () -> {
          hypervisor.setBandwidth(set.guest(), set.limit());
          return new Input.BandwidthSet(set.told(), hypervisor.bandwidth(set.guest()).orElse(null));
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
    HostView host =
        switch (told.command()) {
          case CheckFacts check -> inspection.inspect(check.guest(), check.origin());
          case PrepareDestination prepare -> inspection.inspect(prepare.guest(), prepare.origin());
          default -> throw new IllegalStateException("asks nothing of the host: " + told.command());
        };
    return new Input.HostInspected(told, host);
  }

  Input suspend(Effect.Suspend suspend) {
    return orRefused(
        suspend.told(),
        () -> {
          hypervisor.suspend(suspend.guest());
          return new Input.Suspended(suspend.told(), suspend.escalation());
        });
  }

  Input setThrottle(Effect.SetThrottle set) {
    return orRefused(
        set.told(),
        () -> {
          hypervisor.setThrottle(set.guest(), set.escalation().percent());
          return new Input.Throttled(
              set.told(), set.escalation(), hypervisor.throttle(set.guest()));
        });
  }

  /**
   * Only a guest that stands still by a user's wish, as after a suspension outside a migration, is
   * resumed. What libvirt left standing still because of a migration may run at the destination.
   */
  Input letGo(Effect.LetGo let) {
    try {
      var state = hypervisor.stateOf(let.guest());
      if (let.paused() && state == GuestState.PAUSED_BY_USER) {
        hypervisor.resume(let.guest());
      }
      boolean here =
          switch (state) {
            case ABSENT, SHUT_OFF, CRASHED -> false;
            default -> true;
          };
      if (here && let.quotaPercent() > 0) {
        hypervisor.setThrottle(let.guest(), 0);
      }
      boolean settled = state != GuestState.UNKNOWN && state != GuestState.PAUSED_MIGRATING;
      return new Input.LetGo(settled, settled ? "" : "the guest is between two states");
    } catch (HypervisorException e) {
      boolean gone = e.kind() == Kind.NO_SUCH_GUEST;
      return new Input.LetGo(gone, words(e));
    }
  }

  @Nullable Input readSettings(UUID guest) {
    try {
      return new Input.SettingsRead(
          hypervisor.maxDowntime(guest), hypervisor.bandwidth(guest).orElse(null));
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
