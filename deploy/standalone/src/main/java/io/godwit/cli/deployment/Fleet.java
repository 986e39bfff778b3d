package io.godwit.cli.deployment;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The hosts of a deployment. */
public interface Fleet {
  /** What --hosts says. */
  String description();

  /** The lab that ends with the deployment; null if none does. */
  @Nullable String ownedLab();

  /**
   * Makes the hosts available and says which agents they need; runs while broker and database
   * start.
   *
   * @param stateFolder where agents keep their journals
   */
  List<AgentPlan> agents(Path stateFolder) throws Exception;
}
