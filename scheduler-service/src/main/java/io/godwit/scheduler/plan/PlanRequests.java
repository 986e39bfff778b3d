package io.godwit.scheduler.plan;

import io.godwit.events.MigrationId;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import org.jspecify.annotations.Nullable;

/**
 * The port by which requests for plans and the answers to them arrive. Each is called within the
 * transaction of the caller and may be called again with the same: the second time changes nothing.
 */
public interface PlanRequests {

  /**
   * @param plan of the request's source and id
   * @param request as the migration would be asked for
   * @param traceparent W3C trace context of the request, where it has one
   */
  void request(MigrationId plan, RequestMigration request, @Nullable String traceparent);

  /**
   * An agent's word about something that is no migration.
   *
   * @return whether it belongs to a plan
   */
  boolean heard(AgentEvent event);
}
