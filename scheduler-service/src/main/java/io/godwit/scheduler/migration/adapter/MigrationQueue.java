package io.godwit.scheduler.migration.adapter;

import io.godwit.events.HostId;
import io.godwit.scheduler.dispatch.Fleet.Move;
import io.godwit.scheduler.migration.Migration;
import io.godwit.scheduler.queue.Queue;
import io.godwit.scheduler.queue.Untimely;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The queue and what is under way, read from the migrations' rows. */
@Component
final class MigrationQueue implements Queue {
  private final JdbcClient jdbc;
  private final Bodies heads;
  private final Bodies dispatched;
  private final Bodies arrived;

  MigrationQueue(JdbcClient jdbc) {
    this.jdbc = jdbc;
    heads = new Bodies(jdbc);
    dispatched = new Bodies(jdbc);
    arrived = new Bodies(jdbc);
  }

  @Override
  public List<Migration> heads(
      Collection<HostId> sources,
      int perSource,
      int most,
      Collection<UUID> without,
      Untimely untimely,
      Instant now) {
    var rows =
        jdbc.sql(
                """
                select head.id, head.version from unnest(cast(? as text[])) wanted(source)
                cross join lateral (
                  select m.id, m.version, m.turn, m.rank from migration m
                  where m.state = 'QUEUED' and m.source = wanted.source
                    and (m.not_before is null or m.not_before <= ?)
                    and not (m.id = any(cast(? as uuid[])))
                    and (not (m.project = any(?) or m.source = any(?))
                      or m.body #>> '{origin,request,reason}' = 'evacuation')
                    and (not m.source = any(?)
                      or m.body #>> '{origin,request,reason}' is distinct from 'maintenance')
                  order by m.turn, m.rank, m.id
                  limit ?) head
                order by head.turn, head.rank, head.id
                limit ?
                """)
            .params(
                names(sources),
                Timestamp.from(now),
                without.stream().map(UUID::toString).toArray(String[]::new),
                untimely.projects().toArray(String[]::new),
                names(untimely.sources()),
                names(untimely.outOfMaintenance()),
                perSource,
                most)
            .query(Bodies::row)
            .list();
    return heads.of(rows);
  }

  private static String[] names(Collection<HostId> hosts) {
    return hosts.stream().map(HostId::value).toArray(String[]::new);
  }

  @Override
  public List<Migration> first(int most) {
    return jdbc.sql(
            "select body from migration where state = 'QUEUED' order by turn, rank, id limit ?")
        .param(most)
        .query((row, _) -> Bodies.read(row.getString("body")))
        .list();
  }

  @Override
  public int length() {
    return jdbc.sql("select count(*) from migration where state = 'QUEUED'")
        .query(Integer.class)
        .single();
  }

  @Override
  public List<Migration> dispatched() {
    var rows =
        jdbc.sql(
                """
                select id, version from migration
                where state in ('CHECKING', 'PREPARING', 'READY', 'STARTING', 'RUNNING',
                                'RECOVERING', 'VERIFYING')
                order by id
                """)
            .query(Bodies::row)
            .list();
    // One that has ended since its id was read is among those that have moved, or frees its hosts.
    return dispatched.of(rows).stream()
        .filter(migration -> migration.state().dispatched())
        .toList();
  }

  @Override
  public List<Migration> dispatchedTo(HostId destination) {
    return jdbc.sql(
            """
            select body from migration
            where destination = ?
              and state in ('CHECKING', 'PREPARING', 'READY', 'STARTING', 'RUNNING', 'RECOVERING',
                            'VERIFYING')
            """)
        .param(destination.value())
        .query((row, _) -> Bodies.read(row.getString("body")))
        .list();
  }

  /** Without those of which both hosts have spoken since. */
  @Override
  public List<Move> movedAfter(Instant time) {
    var rows =
        jdbc.sql(
                """
                select m.id, m.version from migration m
                where m.state = 'COMPLETED' and m.since > ?
                  and exists (select 1 from host h
                              where h.id in (m.source, m.destination) and h.inventory_at <= m.since)
                order by m.since, m.id
                """)
            .param(Timestamp.from(time))
            .query(Bodies::row)
            .list();
    return arrived.of(rows).stream().map(MigrationQueue::move).toList();
  }

  private static Move move(Migration migration) {
    return new Move(
        migration.guestOrThrow(),
        migration.sourceOrThrow(),
        migration.attemptOrThrow().destination(),
        migration.since());
  }
}
