package io.godwit.agent.job;

import io.godwit.events.agent.JobFigures;
import org.jspecify.annotations.Nullable;

/** How the hypervisor's call returned. It says nothing about where the guest runs. */
public sealed interface Ending {
  /**
   * @param figures of the completed job, where the source still has them
   */
  record Succeeded(@Nullable JobFigures figures) implements Ending {}

  record Aborted(String words) implements Ending {}

  record Failed(String words) implements Ending {}

  /** The connection to the hypervisor was lost: the job may well go on. */
  record Lost(String words) implements Ending {}
}
