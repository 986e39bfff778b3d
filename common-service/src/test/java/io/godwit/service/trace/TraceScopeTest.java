package io.godwit.service.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class TraceScopeTest {
  @Test
  void logsCarryTheTraceAndTheOneBeforeComesBack() {
    try (var _ = TraceScope.of("00-aaaa-bb-01")) {
      try (var _ = TraceScope.of("00-cccc-dd-01")) {
        assertThat(MDC.get("traceId")).isEqualTo("cccc");
      }
      assertThat(MDC.get("traceId")).isEqualTo("aaaa");
    }
    assertThat(MDC.get("traceId")).isNull();
  }

  @Test
  void whatIsNoTraceIsPassedOver() {
    try (var _ = TraceScope.of("nonsense")) {
      assertThat(MDC.get("traceId")).isNull();
    }
  }
}
