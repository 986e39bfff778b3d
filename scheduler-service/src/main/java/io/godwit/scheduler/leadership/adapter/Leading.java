package io.godwit.scheduler.leadership.adapter;

import io.godwit.scheduler.leadership.Leadership;
import io.godwit.service.loop.Loop;
import io.godwit.service.loop.Looping;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** This replica's part in leadership: it renews it, takes it over, and gives it up at the end. */
@Component
class Leading implements Leadership, Looping {
  private static final Logger LOG = LoggerFactory.getLogger(Leading.class);
  private static final int RENEWALS_PER_TTL = 5;
  private final String holder = UUID.randomUUID().toString();
  private final LeaderTable table;
  private final LeadershipProperties properties;
  private final TransactionTemplate transaction;
  private final Loop loop;

  /** 0: this replica does not lead. */
  private volatile long epoch;

  Leading(
      LeaderTable table,
      LeadershipProperties properties,
      TransactionTemplate transaction,
      MeterRegistry registry) {
    this.table = table;
    this.properties = properties;
    this.transaction = transaction;
    this.loop =
        new Loop(
            "leadership",
            properties.ttl().dividedBy(RENEWALS_PER_TTL),
            this::claim,
            e -> LOG.warn("leadership could not be renewed, trying again", e));
    Gauge.builder("godwit.scheduler.leader", this, leading -> leading.isLeader() ? 1 : 0)
        .description("Whether this replica leads")
        .register(registry);
  }

  private boolean claim() {
    var claimed = transaction.execute(_ -> table.claim(holder, epoch, properties.ttl())).orElse(0L);
    // Not renewed may mean no more than that a dispatch of ours holds the row: that one renews it.
    if (claimed != 0 && claimed != epoch) {
      LOG.info("this replica leads, epoch {}", claimed);
      epoch = claimed;
    }
    return false;
  }

  @Override
  public boolean isLeader() {
    return epoch != 0;
  }

  @Override
  public boolean underLeadership(Runnable work) {
    return underEpoch(epoch, work);
  }

  @Override
  public <T> boolean underLeadership(Supplier<T> look, Consumer<T> carryOut) {
    long mine = epoch;
    if (mine == 0) {
      return false;
    }
    var seen = look.get();
    return underEpoch(mine, () -> carryOut.accept(seen));
  }

  private boolean underEpoch(long mine, Runnable work) {
    return mine != 0
        && Boolean.TRUE.equals(
            transaction.execute(_ -> {
              if (!table.hold(holder, mine, properties.ttl())) {
                over(mine);
                return false;
              }
              work.run();
              return true;
            }));
  }

  private void over(long mine) {
    LOG.info("another replica leads now, epoch {} is over", mine);
    if (epoch == mine) {
      epoch = 0;
    }
  }

  @Override
  public Loop loop() {
    return loop;
  }

  /** Leads before anything else works, and until it has ended. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE - 400;
  }

  @Override
  public void stop() {
    loop.close();
    long mine = epoch;
    epoch = 0;
    if (mine != 0) {
      transaction.executeWithoutResult(_ -> table.release(holder, mine));
    }
  }
}
