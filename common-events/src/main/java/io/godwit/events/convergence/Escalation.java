package io.godwit.events.convergence;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.godwit.events.Require;
import java.time.Duration;

/** A step that makes a migration finish, or ends it. On the wire told apart by {@code kind}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
public sealed interface Escalation {
  /** Allow the guest to stand still this long at the switch-over. */
  @JsonTypeName("raise-downtime")
  record RaiseDowntime(Duration maxDowntime) implements Escalation {
    public RaiseDowntime {
      Require.notNegative(maxDowntime, "maxDowntimeMillis");
    }
  }

  /** Run the guest at the destination now and fetch the rest of its memory behind it. */
  @JsonTypeName("switch-to-post-copy")
  record SwitchToPostCopy() implements Escalation {}

  /** Abort: nothing that the policy allows would finish it. The guest stays at the source. */
  @JsonTypeName("give-up")
  record GiveUp() implements Escalation {}
}
