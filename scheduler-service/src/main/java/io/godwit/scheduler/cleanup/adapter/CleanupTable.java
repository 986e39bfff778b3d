package io.godwit.scheduler.cleanup.adapter;

import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.agent.AgentCommand;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.agent.GuestNeeds;
import io.godwit.events.agent.Order;
import io.godwit.events.agent.RefusalReason;
import io.godwit.events.wire.EventJson;
import io.godwit.scheduler.cleanup.Cleanups;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;

/** What is still to be removed, one row for each host that was told and has not answered. */
@Component
final class CleanupTable implements Cleanups {
  private static final TypeReference<List<GuestNeeds.Disk>> DISKS = new TypeReference<>() {};
  private final JdbcClient jdbc;
  private final CleanupProperties properties;

  CleanupTable(JdbcClient jdbc, CleanupProperties properties) {
    this.jdbc = jdbc;
    this.properties = properties;
  }

  /** What is removed. */
  enum Kind {
    /** What was prepared at a destination. */
    TEAR_DOWN,
    /** Volumes at the source whose disks were copied. */
    RELEASE
  }

  /** What is due. */
  record Row(
      MigrationId migration,
      int attempt,
      HostId host,
      Kind kind,
      UUID guest,
      List<GuestNeeds.Disk> disks,
      Instant since,
      int tries) {}

  @Override
  public void track(List<AgentCommand> commands, Instant now) {
    for (var command : commands) {
      switch (command) {
        case AgentCommand.TearDown down ->
            track(down.order(), Kind.TEAR_DOWN, down.guest().uuid(), List.of(), now);
        case AgentCommand.ReleaseSource release ->
            track(release.order(), Kind.RELEASE, release.guest().uuid(), release.disks(), now);
        case AgentCommand.CheckFacts _,
            AgentCommand.PrepareDestination _,
            AgentCommand.StartMigration _,
            AgentCommand.Escalate _,
            AgentCommand.MeasureDirtying _,
            AgentCommand.AbortMigration _,
            AgentCommand.ReportGuestState _,
            AgentCommand.PausePostCopy _,
            AgentCommand.ResumePostCopy _,
            AgentCommand.SetBandwidth _ -> {}
      }
    }
  }

  private void track(Order order, Kind kind, UUID guest, List<GuestNeeds.Disk> disks, Instant now) {
    jdbc.sql(
            """
            insert into cleanup (migration, attempt, host, kind, guest, disks, since, next_at, tries)
            values (:migration, :attempt, :host, :kind, :guest, cast(:disks as jsonb), :now, :next, 0)
            on conflict (migration, attempt, host, kind) do nothing
            """)
        .param("migration", order.migration().value())
        .param("attempt", order.attempt())
        .param("host", order.host().value())
        .param("kind", kind.name())
        .param("guest", guest)
        .param("disks", EventJson.strict().writeValueAsString(disks))
        .param("now", Timestamp.from(now))
        .param("next", Timestamp.from(now.plus(properties.after(0))))
        .update();
  }

  @Override
  public void answered(AgentEvent event) {
    switch (event) {
      case AgentEvent.DestinationTornDown _ -> forget(event, Kind.TEAR_DOWN);
      case AgentEvent.SourceReleased _ -> forget(event, Kind.RELEASE);
      case AgentEvent.CommandRefused refused -> refused(refused);
      default -> {}
    }
  }

  /** A host that cannot know of it any more, or never could, has nothing to remove. */
  private void refused(AgentEvent.CommandRefused event) {
    boolean nothing =
        event.reason() == RefusalReason.UNKNOWN_GUEST
            || event.reason() == RefusalReason.UNSUPPORTED
            || event.reason() == RefusalReason.DONE;
    if (nothing && event.command().equals("agent.tear-down.v1")) {
      forget(event, Kind.TEAR_DOWN);
    } else if (nothing && event.command().equals("agent.release-source.v1")) {
      forget(event, Kind.RELEASE);
    }
  }

  private void forget(AgentEvent event, Kind kind) {
    forget(event.about().migration(), event.about().attempt(), event.host(), kind);
  }

  void forget(MigrationId migration, int attempt, HostId host, Kind kind) {
    jdbc.sql("delete from cleanup where migration = ? and attempt = ? and host = ? and kind = ?")
        .params(migration.value(), attempt, host.value(), kind.name())
        .update();
  }

  /** What is due; told twice by two replicas is no harm. */
  List<Row> due(Instant now, int most) {
    return jdbc.sql(
            """
            select migration, attempt, host, kind, guest, disks, since, tries from cleanup
            where next_at <= ? order by next_at limit ?
            """)
        .params(Timestamp.from(now), most)
        .query((row, _) -> read(row))
        .list();
  }

  private static Row read(ResultSet row) throws SQLException {
    return new Row(
        new MigrationId(row.getObject("migration", UUID.class)),
        row.getInt("attempt"),
        new HostId(row.getString("host")),
        Kind.valueOf(row.getString("kind")),
        row.getObject("guest", UUID.class),
        EventJson.tolerant().readValue(row.getString("disks"), DISKS),
        row.getTimestamp("since").toInstant(),
        row.getInt("tries"));
  }

  /** It was told again, or has to wait. */
  void postpone(Row row, Instant now) {
    jdbc.sql(
            """
            update cleanup set tries = tries + 1, next_at = ?
            where migration = ? and attempt = ? and host = ? and kind = ?
            """)
        .params(
            Timestamp.from(now.plus(properties.after(row.tries() + 1))),
            row.migration().value(),
            row.attempt(),
            row.host().value(),
            row.kind().name())
        .update();
  }

  /** Whether the guest came back to this host after that migration. */
  boolean cameBack(Row row) {
    return jdbc.sql(
                """
                select count(*) from migration
                where guest = ? and destination = ? and state = 'COMPLETED' and since >= ?
                """)
            .params(row.guest(), row.host().value(), Timestamp.from(row.since()))
            .query(Long.class)
            .single()
        > 0;
  }
}
