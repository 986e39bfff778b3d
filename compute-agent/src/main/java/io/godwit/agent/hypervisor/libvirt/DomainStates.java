package io.godwit.agent.hypervisor.libvirt;

import io.godwit.events.agent.GuestState;

/**
 * What virDomainGetState's pair of numbers means (libvirt-domain.h: virDomainState and its
 * reasons).
 */
public final class DomainStates {
  private DomainStates() {}

  /** The guest's state, {@link GuestState#UNKNOWN} for what libvirt itself does not know. */
  public static GuestState of(int state, int reason) {
    return switch (state) {
      case 1, 2 -> running(reason);
      case 3 -> paused(reason);
      // On its way to shut off, but its process is there and it may still reboot.
      case 4 -> GuestState.RUNNING;
      // VIR_DOMAIN_SHUTOFF_CRASHED: its process died.
      case 5 -> reason == 3 ? GuestState.CRASHED : GuestState.SHUT_OFF;
      case 6 -> GuestState.CRASHED;
      case 7 -> GuestState.PAUSED_OTHER;
      default -> GuestState.UNKNOWN;
    };
  }

  private static GuestState running(int reason) {
    return switch (reason) {
      case 10 -> GuestState.RUNNING_POST_COPY;
      case 11 -> GuestState.POST_COPY_FAILED;
      default -> GuestState.RUNNING;
    };
  }

  private static GuestState paused(int reason) {
    return switch (reason) {
      case 1 -> GuestState.PAUSED_BY_USER;
      case 2 -> GuestState.PAUSED_MIGRATING;
      case 10 -> GuestState.CRASHED;
      case 12 -> GuestState.PAUSED_POST_COPY;
      case 13 -> GuestState.POST_COPY_FAILED;
      default -> GuestState.PAUSED_OTHER;
    };
  }
}
