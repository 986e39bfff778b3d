package io.godwit.scheduler.dispatch.adapter;

import io.godwit.scheduler.dispatch.Limits;
import io.godwit.scheduler.lifecycle.Rules;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** What may be handed out, from what is configured. */
@Configuration(proxyBeanMethods = false)
class DispatchConfiguration {

  @Bean
  ProjectsProperties projects(Environment environment) {
    return ProjectsProperties.bound(Binder.get(environment));
  }

  @Bean
  Limits limits(
      LimitsProperties limits,
      LinksProperties links,
      PlacementProperties placement,
      ChecksProperties checks,
      ProjectsProperties projects) {
    return new Limits(
        limits.slots(),
        limits.memoryMargin(),
        limits.silence(),
        limits.giveUp(),
        limits.reserveAfter(),
        links.links(limits.perMigration(), limits.switchoverShare()),
        placement.placing(checks.shortlist()),
        projects.limits(),
        checks.leastAnswers());
  }

  @Bean
  Rules.Checks checks(ChecksProperties properties) {
    return properties.checks();
  }
}
