package io.godwit.gateway.policy;

import io.godwit.events.policy.PolicyDefinition;
import io.godwit.gateway.request.RequestLog;

/** The topic of policies, from which the scheduler and the policy service take them up. */
public interface PolicyLog {
  /** Writes a version and waits until it is safe on every replica of the broker that counts. */
  RequestLog.Outcome write(PolicyDefinition definition);
}
