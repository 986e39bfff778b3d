package io.godwit.gateway.projection.adapter;

import io.godwit.events.MigrationId;
import io.godwit.events.wire.Topics;
import io.godwit.gateway.evacuation.Evacuations;
import io.godwit.gateway.plan.Plans;
import io.godwit.gateway.policy.Policies;
import io.godwit.gateway.projection.HistoryEntry;
import io.godwit.gateway.projection.adapter.Item.OfHost;
import io.godwit.gateway.projection.adapter.Item.OfMigration;
import io.godwit.gateway.queue.Queue;
import io.godwit.service.trace.TraceScope;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Writes a batch of items to the tables in one transaction. For one thread. */
@Component
class Projector {
  private static final Logger log = LoggerFactory.getLogger(Projector.class);
  private final Tables tables;
  private final Evacuations evacuations;
  private final Plans plans;
  private final Queue queue;
  private final Policies policies;
  private final TransactionOperations transactions;
  private final ProjectionProperties properties;
  private final ProgressThrottle throttle;
  private final Clock clock;

  Projector(
      Tables tables,
      Evacuations evacuations,
      Plans plans,
      Queue queue,
      Policies policies,
      TransactionOperations transactions,
      ProjectionProperties properties,
      Clock clock) {
    this.tables = tables;
    this.evacuations = evacuations;
    this.plans = plans;
    this.queue = queue;
    this.policies = policies;
    this.transactions = transactions;
    this.properties = properties;
    this.throttle = new ProgressThrottle(properties.progressInterval());
    this.clock = clock;
  }

  void project(List<Item> items) {
    var ofMigrations = new ArrayList<OfMigration>();
    var others = new ArrayList<Item>();
    for (var item : items) {
      switch (item) {
        case OfMigration of -> ofMigrations.add(of);
        case OfHost of -> others.add(of);
        case Item.Evacuated of -> others.add(of);
        case Item.Planned of -> others.add(of);
        case Item.Queued of -> others.add(of);
        case Item.Defined of -> others.add(of);
        case Item.Nothing _ -> {}
      }
    }
    var due = throttle.due(ofMigrations, clock.instant());
    if (due.isEmpty() && others.isEmpty()) {
      return;
    }
    transactions.executeWithoutResult(_ -> {
      due.forEach(this::writeMigration);
      others.forEach(this::write);
    });
  }

  private void write(Item item) {
    switch (item) {
      case OfHost of -> writeHost(of);
      case Item.Evacuated of -> {
        evacuations.learn(of.event());
        tell(of);
      }
      case Item.Planned of -> plans.learn(of.plan());
      case Item.Queued of -> queue.learn(of.queue());
      case Item.Defined of -> policies.learn(of.definition());
      case OfMigration _, Item.Nothing _ -> {}
    }
  }

  private void writeMigration(MigrationId id, List<OfMigration> items) {
    var row = tables.migration(id);
    var before = row.view();
    var view = before;
    for (var item : items) {
      view = item.applyTo(view);
      if (item instanceof Item.Recorded recorded) {
        tables.record(recorded.entry());
        tell(recorded);
      }
    }
    if (!view.equals(before)) {
      row.show(view);
    }
  }

  private void writeHost(OfHost item) {
    var row = tables.host(item.host());
    var before = row.view();
    var view = item.applyTo(before);
    if (!view.equals(before) && !view.isHardlyNewsTo(before, properties.heartbeatInterval())) {
      row.show(view);
    }
  }

  private static void tell(Item.Evacuated of) {
    try (var _ = TraceScope.of(of.traceparent())) {
      log.info(
          "{} of evacuation {}",
          Topics.EVACUATIONS.typeOf(of.event()),
          of.event().about().evacuation());
    }
  }

  /** One line of log per event, under the trace of the request that began it all. */
  private static void tell(Item.Recorded recorded) {
    if (recorded.entry().told() instanceof HistoryEntry.Seen) {
      return;
    }
    try (var _ = TraceScope.of(recorded.traceparent())) {
      log.info("{} of migration {}", recorded.entry().type(), recorded.migration());
    }
  }
}
