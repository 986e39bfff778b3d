package io.godwit.events.convergence;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.Require;
import java.time.Duration;

/** A step that makes a migration finish, or ends it. On the wire told apart by {@code kind}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
public sealed interface Escalation {
  /**
   * Ask the scheduler for this much of the links, up or down; it grants what is free and commands
   * it.
   */
  @JsonTypeName("ask-bandwidth")
  record AskBandwidth(BytesPerSecond wanted) implements Escalation {
    public AskBandwidth {
      Require.present(wanted, "wantedBytesPerSecond");
    }
  }

  /** Allow the guest to stand still this long at the switch-over. */
  @JsonTypeName("raise-downtime")
  record RaiseDowntime(Duration maxDowntime) implements Escalation {
    public RaiseDowntime {
      Require.notNegative(maxDowntime, "maxDowntimeMillis");
    }
  }

  /** Slow the guest's CPUs by so much of their time, 0 to 99; 0 lifts it. */
  @JsonTypeName("throttle")
  record Throttle(int percent) implements Escalation {
    private static final int MOST = 99;

    public Throttle {
      Require.atLeast(percent, 0, "percent");
      Require.atMost(percent, MOST, "percent");
    }
  }

  /** Run the guest at the destination now and fetch the rest of its memory behind it. */
  @JsonTypeName("switch-to-post-copy")
  record SwitchToPostCopy() implements Escalation {}

  /**
   * Pause the guest at the source, so that what remains can be sent. If that is not done within the
   * time, the migration is aborted and the guest runs on there: libvirt does not resume a guest
   * while it migrates.
   */
  @JsonTypeName("pause")
  record Pause(Duration atMost) implements Escalation {
    public Pause {
      Require.notNegative(atMost, "atMostMillis");
    }
  }

  /** Abort: nothing that the policy allows would finish it. The guest stays at the source. */
  @JsonTypeName("give-up")
  record GiveUp() implements Escalation {}
}
