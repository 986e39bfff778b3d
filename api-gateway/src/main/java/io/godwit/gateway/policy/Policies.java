package io.godwit.gateway.policy;

import io.godwit.events.policy.PolicyDefinition;
import io.godwit.gateway.request.RequestLog;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The definitions that operators made, with their versions. */
public interface Policies {
  /** The latest version of each name, retired ones too, by name. */
  List<PolicyDefinition> latest();

  /** Every version of a name that was seen, the newest first. */
  List<PolicyDefinition> versions(String name);

  /** Takes in a version; one that is known already changes nothing. */
  void learn(PolicyDefinition definition);

  /**
   * Makes a name's next version while nobody else makes one. Its number is used up even where the
   * writing fails, since that version may have been written all the same.
   *
   * @param drafting may throw, and nothing has happened then
   * @param log where everybody reads it
   */
  Made next(String name, Drafting drafting, PolicyLog log);

  /** What the next version is. */
  interface Drafting {
    /**
     * @param latest the latest version of the name; absent: there is none
     * @param used the highest number that was used up; 0: none
     */
    PolicyDefinition draft(@Nullable PolicyDefinition latest, int used);
  }

  /** The version, and whether it is safe; if not, it may have been written or not. */
  record Made(PolicyDefinition definition, RequestLog.Outcome outcome) {}
}
