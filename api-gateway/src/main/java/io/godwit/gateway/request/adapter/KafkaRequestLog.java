package io.godwit.gateway.request.adapter;

import io.godwit.events.request.MigrationRequest;
import io.godwit.events.wire.Topics;
import io.godwit.gateway.request.Principal;
import io.godwit.gateway.request.RequestLog;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;

/** Writes requests to their topic. */
@Component
class KafkaRequestLog implements RequestLog {
  private final AcknowledgedWriter writer;

  KafkaRequestLog(AcknowledgedWriter writer) {
    this.writer = writer;
  }

  @Bean
  static Principal principal(RequestsProperties properties) {
    return new Principal(properties.source());
  }

  @Override
  public Outcome write(MigrationRequest request, String subject, String key) {
    return writer.write(Topics.REQUESTS, subject, key, request);
  }
}
