package io.godwit.gateway.request.adapter;

import io.godwit.events.policy.PolicyDefinition;
import io.godwit.events.wire.Topics;
import io.godwit.gateway.policy.PolicyLog;
import io.godwit.gateway.request.RequestLog;
import org.springframework.stereotype.Component;

/** Writes policies to their topic. */
@Component
class KafkaPolicyLog implements PolicyLog {
  private final AcknowledgedWriter writer;

  KafkaPolicyLog(AcknowledgedWriter writer) {
    this.writer = writer;
  }

  @Override
  public RequestLog.Outcome write(PolicyDefinition definition) {
    var id = "policy/%s/%d".formatted(definition.name(), definition.version());
    return writer.write(Topics.POLICIES, definition.name(), id, definition);
  }
}
