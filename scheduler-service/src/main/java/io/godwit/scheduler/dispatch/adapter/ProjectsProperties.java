package io.godwit.scheduler.dispatch.adapter;

import io.godwit.events.Require;
import io.godwit.events.Window;
import io.godwit.scheduler.dispatch.Limits;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;

/**
 * What is said of projects: {@code scheduler.projects.<name>.weight} and {@code .windows}. The
 * names are keys, which a record cannot have: so it is bound by hand.
 *
 * @param projects by name
 */
public record ProjectsProperties(Map<String, Project> projects) {
  public static final String PREFIX = "scheduler.projects";

  /**
   * @param weight of its share of the queue
   * @param windows when its migrations may start
   */
  public record Project(@DefaultValue("1") int weight, @Nullable List<Window> windows) {
    public Project {
      Require.atLeast(weight, 1, PREFIX + ".<name>.weight");
      windows = Require.list(windows);
    }
  }

  public ProjectsProperties {
    projects = Map.copyOf(projects);
  }

  /** Refuses unknown keys, as the other records do. */
  public static ProjectsProperties bound(Binder binder) {
    var map = Bindable.mapOf(String.class, Project.class);
    return new ProjectsProperties(
        binder
            .bind(PREFIX, map, new NoUnboundElementsBindHandler(BindHandler.DEFAULT))
            .orElseGet(Map::of));
  }

  Map<String, Limits.Project> limits() {
    return projects.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry ->
                    new Limits.Project(
                        entry.getValue().weight, Require.list(entry.getValue().windows))));
  }
}
