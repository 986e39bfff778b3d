package io.godwit.agent.host;

import io.godwit.events.agent.AgentCommand.Origin;
import io.godwit.events.agent.GuestSpec;
import org.jspecify.annotations.Nullable;

/** Looks at this host for a guest that may come. Blocks, and never throws: see {@link HostView}. */
public interface Inspection {
  /**
   * @param origin of the guest; absent: not known
   */
  HostView inspect(GuestSpec guest, @Nullable Origin origin);
}
