package io.godwit.scheduler.evacuation.adapter;

import io.godwit.events.evacuation.EvacuationEvent;
import io.godwit.events.evacuation.EvacuationEvent.EvacuationEnded;
import io.godwit.events.evacuation.EvacuationEvent.EvacuationRejected;
import io.godwit.scheduler.evacuation.EvacuationDecision;
import io.godwit.service.trace.TraceScope;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Tells log and metrics what was decided, once it is committed. */
@Component
final class EvacuationsTold {
  private static final Logger LOG = LoggerFactory.getLogger(EvacuationsTold.class);
  private final MeterRegistry registry;

  EvacuationsTold(MeterRegistry registry) {
    this.registry = registry;
  }

  void afterCommit(EvacuationDecision decision) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            tell(decision);
          }
        });
  }

  private void tell(EvacuationDecision decision) {
    try (var _ = TraceScope.of(decision.state().origin().traceparent())) {
      decision.events().forEach(EvacuationsTold::log);
    }
    decision.events().forEach(this::count);
  }

  private static void log(EvacuationEvent event) {
    LOG.atInfo().addKeyValue("evacuation", event.about().evacuation()).log("{}", event);
  }

  private void count(EvacuationEvent event) {
    switch (event) {
      case EvacuationEnded ended -> {
        var outcome = ended.outcome().name().toLowerCase(Locale.ROOT);
        count(outcome);
        registry.timer("godwit.scheduler.evacuations", "outcome", outcome).record(ended.took());
      }
      case EvacuationRejected _ -> count("rejected");
      case EvacuationEvent.EvacuationRequested _,
          EvacuationEvent.EvacuationPlanned _,
          EvacuationEvent.EvacuationProgressed _,
          EvacuationEvent.EvacuationCancelling _ -> {}
    }
  }

  private void count(String outcome) {
    registry.counter("godwit.scheduler.evacuations.ended", "outcome", outcome).increment();
  }
}
