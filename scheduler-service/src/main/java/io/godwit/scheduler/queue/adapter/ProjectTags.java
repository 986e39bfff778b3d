package io.godwit.scheduler.queue.adapter;

import io.godwit.scheduler.dispatch.Limits;
import io.godwit.scheduler.dispatch.Turns;
import io.godwit.scheduler.queue.FairShares;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far the projects' shares are used up, over all replicas. */
@Component
final class ProjectTags implements FairShares {
  private final JdbcClient jdbc;
  private final Turns turns;
  private final Limits limits;

  ProjectTags(JdbcClient jdbc, Turns turns, Limits limits) {
    this.jdbc = jdbc;
    this.turns = turns;
    this.limits = limits;
  }

  @Override
  public Duration count(String project, Instant now) {
    if (turns.fairStep().isZero()) {
      return Duration.ZERO;
    }
    int weight = limits.project(project).weight();
    var last =
        jdbc.sql("select tag from project where name = ? for update")
            .param(project)
            .query((row, _) -> row.getTimestamp("tag").toInstant())
            .optional()
            .orElse(null);
    var tag = turns.tag(last, now, weight);
    jdbc.sql(
            """
            insert into project (name, tag) values (?, ?)
            on conflict (name) do update set tag = greatest(project.tag, excluded.tag)
            """)
        .params(project, Timestamp.from(tag))
        .update();
    return tag.isAfter(now) ? Duration.between(now, tag) : Duration.ZERO;
  }
}
