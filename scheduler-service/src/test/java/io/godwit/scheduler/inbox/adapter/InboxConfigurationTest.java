package io.godwit.scheduler.inbox.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.orm.ObjectOptimisticLockingFailureException;
import org.springframework.transaction.CannotCreateTransactionException;

/** Which failures are waited out, and which make a dead letter after a few tries. */
class InboxConfigurationTest {

  @Test
  void databaseThatIsAwayOrInConflictIsWaitedFor() {
    assertPasses(new CannotCreateTransactionException("no connection"), true);
    assertPasses(new ObjectOptimisticLockingFailureException("row", "1"), true);
    assertPasses(new SQLTransientConnectionException("pool is empty"), true);
    assertPasses(new SQLException("connection lost", "08006"), true);
    assertPasses(new SQLException("serialization failure", "40001"), true);
    assertPasses(new SQLException("shutting down", "57P01"), true);
  }

  @Test
  void whatTheDatabaseWasToldWrongIsNot() {
    assertPasses(new DataIntegrityViolationException("unique"), false);
    assertPasses(new SQLException("no such column", "42703"), false);
    assertPasses(new IllegalStateException("a bug"), false);
  }

  private static void assertPasses(Exception failure, boolean passes) {
    assertThat(InboxConfiguration.passes(failure)).isEqualTo(passes);
    assertThat(InboxConfiguration.passes(new IllegalStateException(failure))).isEqualTo(passes);
  }
}
