package io.godwit.gateway.projection.adapter;

import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.EscalationDecided;
import io.godwit.events.convergence.EscalationVerified;
import io.godwit.events.migration.MigrationEvent;
import io.godwit.events.wire.EventJson;
import io.godwit.events.wire.Topics;
import io.godwit.gateway.projection.HistoryEntry;
import io.godwit.gateway.projection.HistoryEntry.Told;
import io.godwit.gateway.projection.HostView;
import io.godwit.gateway.projection.MigrationState;
import io.godwit.gateway.projection.MigrationView;
import io.godwit.gateway.projection.ReadModel;
import io.godwit.gateway.projection.Traffic;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Tuple;
import jakarta.persistence.TypedQuery;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** The read model in PostgreSQL. */
@Component
class PostgresReadModel implements ReadModel {
  private static final int LONGEST_HISTORY = 10_000;
  private static final int MOST_HOSTS = 10_000;
  private final EntityManager entities;
  private final Tables tables;
  private final TransactionOperations transactions;

  PostgresReadModel(
      EntityManagerFactory factory, Tables tables, TransactionOperations transactions) {
    this.entities = SharedEntityManagerCreator.createSharedEntityManager(factory);
    this.tables = tables;
    this.transactions = transactions;
  }

  @Override
  public Optional<MigrationView> find(MigrationId id) {
    return Optional.ofNullable(entities.find(MigrationEntity.class, id.value()))
        .map(MigrationEntity::view)
        .filter(view -> view.asked() != null);
  }

  @Override
  public List<MigrationView> list(
      @Nullable MigrationState state, @Nullable String guest, int limit) {
    var where = new StringBuilder("where m.requestedAt is not null");
    if (state != null) {
      where.append(" and m.state = :state");
    }
    if (guest != null) {
      where.append(" and (m.guestName = :guest or m.guestUuid = :uuid)");
    }
    var query = migrations(where + " order by m.requestedAt desc, m.id", guest);
    if (state != null) {
      query.setParameter("state", state.name().toLowerCase(Locale.ROOT));
    }
    return query.setMaxResults(limit).getResultList().stream().map(MigrationEntity::view).toList();
  }

  @Override
  public Optional<MigrationView> lastMove(String guest) {
    var where =
        "where (m.guestName = :guest or m.guestUuid = :uuid) and m.state = 'completed'"
            + " order by m.endedAt desc";
    return migrations(where, guest).setMaxResults(1).getResultList().stream()
        .map(MigrationEntity::view)
        .findFirst();
  }

  private TypedQuery<MigrationEntity> migrations(String where, @Nullable String guest) {
    var query =
        entities.createQuery("select m from MigrationEntity m " + where, MigrationEntity.class);
    if (guest != null) {
      query.setParameter("guest", guest).setParameter("uuid", uuid(guest));
    }
    return query;
  }

  private static @Nullable UUID uuid(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  @Override
  public List<HistoryEntry> history(MigrationId id) {
    List<?> rows =
        entities
            .createNativeQuery(
                "select stream, type, cast(body as text) from history where migration_id = :id"
                    + " order by sequence",
                Object[].class)
            .setParameter("id", id.value())
            .setMaxResults(LONGEST_HISTORY)
            .getResultList();
    return HistoryEntry.inOrder(rows.stream().map(PostgresReadModel::entry).toList());
  }

  private static HistoryEntry entry(Object row) {
    var columns = (Object[]) row;
    var type = (String) columns[1];
    var json = (String) columns[2];
    return new HistoryEntry(type, json, told((String) columns[0], type, json));
  }

  private static Told told(String stream, String type, String json) {
    return switch (stream) {
      case HistoryEntry.Lived.STREAM ->
          new HistoryEntry.Lived(
              parse(json, Topics.EVENTS.types().get(type), MigrationEvent.class));
      case HistoryEntry.Decided.STREAM, HistoryEntry.Decided.SHADOW_STREAM ->
          new HistoryEntry.Decided(
              parse(json, Topics.ESCALATIONS.types().get(type), EscalationDecided.class));
      case HistoryEntry.Seen.STREAM ->
          new HistoryEntry.Seen(
              parse(json, Topics.TRENDS.types().get(type), ConvergenceTrend.class));
      case HistoryEntry.Verified.STREAM ->
          new HistoryEntry.Verified(
              parse(json, Topics.ESCALATIONS.types().get(type), EscalationVerified.class));
      default ->
          new HistoryEntry.Answered(
              parse(json, Topics.AGENT_EVENTS.types().get(type), AgentEvent.class));
    };
  }

  private static <E> E parse(String json, @Nullable Class<?> type, Class<E> base) {
    return base.cast(EventJson.tolerant().readValue(json, Objects.requireNonNull(type)));
  }

  @Override
  public Map<MigrationId, MigrationState> states(Collection<MigrationId> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    var states = new HashMap<MigrationId, MigrationState>();
    entities
        .createQuery("select m.id, m.state from MigrationEntity m where m.id in :ids", Tuple.class)
        .setParameter("ids", ids.stream().map(MigrationId::value).toList())
        .getResultList()
        .forEach(row ->
            states.put(
                new MigrationId(row.get(0, UUID.class)),
                MigrationState.valueOf(row.get(1, String.class).toUpperCase(Locale.ROOT))));
    return states;
  }

  @Override
  public Map<HostId, Traffic> traffic() {
    List<?> rows =
        entities
            .createNativeQuery(
                """
                select source, destination, count(*) from migration
                where ended_at is null
                  and (state in ('running', 'recovering', 'verifying')
                    or state = 'cancelling'
                      and body #>> '{course,before}' in ('running', 'recovering', 'verifying'))
                group by source, destination\
                """,
                Object[].class)
            .getResultList();
    var traffic = new HashMap<HostId, Traffic>();
    for (var row : rows) {
      var columns = (Object[]) row;
      int count = ((Number) columns[2]).intValue();
      add(traffic, columns[0], new Traffic(count, 0));
      add(traffic, columns[1], new Traffic(0, count));
    }
    return traffic;
  }

  private static void add(Map<HostId, Traffic> traffic, @Nullable Object host, Traffic more) {
    if (host != null) {
      traffic.merge(new HostId((String) host), more, Traffic::plus);
    }
  }

  @Override
  public List<HostView> hosts() {
    return entities
        .createQuery("select h from HostEntity h order by h.id", HostEntity.class)
        .setMaxResults(MOST_HOSTS)
        .getResultList()
        .stream()
        .map(HostEntity::view)
        .toList();
  }

  @Override
  public void remember(MigrationView requested) {
    transactions.executeWithoutResult(_ -> tables.insert(requested));
  }
}
