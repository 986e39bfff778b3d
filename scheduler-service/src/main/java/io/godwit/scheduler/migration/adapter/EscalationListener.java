package io.godwit.scheduler.migration.adapter;

import io.godwit.events.convergence.Escalation.AskBandwidth;
import io.godwit.events.convergence.EscalationDecided;
import io.godwit.events.convergence.EscalationEvent;
import io.godwit.events.wire.EventRecords;
import io.godwit.events.wire.Received;
import io.godwit.events.wire.Topics;
import io.godwit.scheduler.inbox.UnreadableRecord;
import io.godwit.scheduler.lifecycle.Lifecycle;
import io.godwit.scheduler.migration.Input;
import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Hears what the policy wants of the links. */
@Component
final class EscalationListener implements MessageListener<String, byte[]> {
  private final MigrationTable migrations;
  private final Lifecycle lifecycle;
  private final Told told;
  private final TransactionTemplate transaction;
  private final Clock clock;

  EscalationListener(
      MigrationTable migrations,
      Lifecycle lifecycle,
      Told told,
      TransactionTemplate transaction,
      Clock clock) {
    this.migrations = migrations;
    this.lifecycle = lifecycle;
    this.told = told;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Override
  public void onMessage(ConsumerRecord<String, byte[]> record) {
    switch (EventRecords.read(Topics.ESCALATIONS, record)) {
      case Received.Event<EscalationEvent> event -> {
        if (event.data() instanceof EscalationDecided decided
            && !decided.shadow()
            && decided.escalation() instanceof AskBandwidth ask) {
          transaction.executeWithoutResult(_ -> asked(decided, ask));
        }
      }
      case Received.Unreadable<EscalationEvent> unreadable ->
          throw new UnreadableRecord(unreadable.reason());
    }
  }

  private void asked(EscalationDecided decided, AskBandwidth ask) {
    var input = new Input.AsksBandwidth(decided.about().attempt(), ask.wanted());
    var decision =
        migrations
            .lock(decided.about().migration())
            .map(state -> lifecycle.decide(state, input, clock.instant()));
    decision.ifPresent(migrations::save);
    if (decision.isPresent() && !decision.get().changes().isEmpty()) {
      told.room();
    }
  }
}
