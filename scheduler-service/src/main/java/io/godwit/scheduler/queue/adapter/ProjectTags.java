package io.godwit.scheduler.queue.adapter;

import io.godwit.scheduler.dispatch.Limits;
import io.godwit.scheduler.dispatch.Turns;
import io.godwit.scheduler.queue.FairShares;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
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
  public List<Duration> count(List<String> projects, Instant now) {
    if (turns.fairStep().isZero() || projects.isEmpty()) {
      return Collections.nCopies(projects.size(), Duration.ZERO);
    }
    var tags = locked(projects);
    var delays = new ArrayList<Duration>();
    for (var project : projects) {
      var tag = turns.tag(tags.get(project), now, limits.project(project).weight());
      tags.put(project, tag);
      delays.add(tag.isAfter(now) ? Duration.between(now, tag) : Duration.ZERO);
    }
    keep(tags);
    return delays;
  }

  /** By name, as everyone who locks several does. */
  private SortedMap<String, Instant> locked(List<String> projects) {
    var tags = new TreeMap<String, Instant>();
    jdbc.sql("select name, tag from project where name = any(?) order by name for update")
        .param(projects.stream().distinct().toArray(String[]::new))
        .query(row -> {
          tags.put(row.getString("name"), row.getTimestamp("tag").toInstant());
        });
    return tags;
  }

  private void keep(SortedMap<String, Instant> tags) {
    jdbc.sql(
            """
            insert into project (name, tag)
            select * from unnest(cast(? as text[]), cast(? as timestamptz[]))
            on conflict (name) do update set tag = greatest(project.tag, excluded.tag)
            """)
        .params(
            tags.keySet().toArray(String[]::new),
            tags.values().stream().map(Instant::toString).toArray(String[]::new))
        .update();
  }
}
