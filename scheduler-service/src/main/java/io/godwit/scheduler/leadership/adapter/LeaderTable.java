package io.godwit.scheduler.leadership.adapter;

import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The row that says who leads. All times are the database's: hosts' clocks may differ. */
@Component
class LeaderTable {
  private final JdbcClient jdbc;

  LeaderTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Renews a leadership, or takes over one that has expired, with the next epoch.
   *
   * @param epoch of the leadership to renew; 0: none
   * @return the epoch under which this holder leads now; empty: another one leads, or is at work
   */
  Optional<Long> claim(String holder, long epoch, Duration ttl) {
    return jdbc.sql(
            """
            update leader
            set epoch = case when holder = :holder and epoch = :epoch then epoch else epoch + 1 end,
                holder = :holder,
                expires_at = clock_timestamp() + :ttl * interval '1 millisecond'
            where id = (select id from leader
                        where id = 1
                          and ((holder = :holder and epoch = :epoch)
                            or expires_at < clock_timestamp())
                        for update skip locked)
            returning epoch
            """)
        .param("holder", holder)
        .param("epoch", epoch)
        .param("ttl", ttl.toMillis())
        .query(Long.class)
        .optional();
  }

  /**
   * Holds a leadership fast until the transaction ends, and renews it; false if it is another's. A
   * process that is stopped in the middle loses its transaction after the same time.
   */
  boolean hold(String holder, long epoch, Duration ttl) {
    boolean held =
        jdbc.sql(
                    """
                    update leader
                    set expires_at = clock_timestamp() + :ttl * interval '1 millisecond'
                    where id = 1 and holder = :holder and epoch = :epoch
                    """)
                .param("holder", holder)
                .param("epoch", epoch)
                .param("ttl", ttl.toMillis())
                .update()
            == 1;
    if (held) {
      jdbc.sql("select set_config('idle_in_transaction_session_timeout', ?, true)")
          .param(ttl.toMillis() + "ms")
          .query()
          .singleRow();
    }
    return held;
  }

  /** Gives a leadership up, so that nobody has to wait for its expiry. */
  void release(String holder, long epoch) {
    jdbc.sql("update leader set expires_at = 'epoch' where id = 1 and holder = ? and epoch = ?")
        .params(holder, epoch)
        .update();
  }
}
