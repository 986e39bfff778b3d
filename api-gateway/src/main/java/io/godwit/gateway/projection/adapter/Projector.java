package io.godwit.gateway.projection.adapter;

import io.godwit.events.MigrationId;
import io.godwit.gateway.projection.adapter.Item.OfHost;
import io.godwit.gateway.projection.adapter.Item.OfMigration;
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
  private final TransactionOperations transactions;
  private final ProjectionProperties properties;
  private final ProgressThrottle throttle;
  private final Clock clock;

  Projector(
      Tables tables,
      TransactionOperations transactions,
      ProjectionProperties properties,
      Clock clock) {
    this.tables = tables;
    this.transactions = transactions;
    this.properties = properties;
    this.throttle = new ProgressThrottle(properties.progressInterval());
    this.clock = clock;
  }

  void project(List<Item> items) {
    var ofMigrations = new ArrayList<OfMigration>();
    var ofHosts = new ArrayList<OfHost>();
    for (var item : items) {
      switch (item) {
        case OfMigration of -> ofMigrations.add(of);
        case OfHost of -> ofHosts.add(of);
        case Item.Nothing _ -> {}
      }
    }
    var due = throttle.due(ofMigrations, clock.instant());
    if (due.isEmpty() && ofHosts.isEmpty()) {
      return;
    }
    transactions.executeWithoutResult(_ -> {
      due.forEach(this::writeMigration);
      ofHosts.forEach(this::writeHost);
    });
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

  /** One line of log per event, under the trace of the request that began it all. */
  private static void tell(Item.Recorded recorded) {
    try (var _ = TraceScope.of(recorded.traceparent())) {
      log.info("{} of migration {}", recorded.entry().type(), recorded.migration());
    }
  }
}
