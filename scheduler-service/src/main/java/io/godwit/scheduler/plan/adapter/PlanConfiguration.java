package io.godwit.scheduler.plan.adapter;

import io.godwit.scheduler.dispatch.Limits;
import io.godwit.scheduler.lifecycle.Rules;
import io.godwit.scheduler.plan.Planning;
import io.godwit.scheduler.policy.Policies;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The core of the plans. */
@Configuration(proxyBeanMethods = false)
class PlanConfiguration {
  @Bean
  Planning planning(
      PlanProperties properties, Rules.Checks checks, Limits limits, Policies policies) {
    return new Planning(properties.rules(checks.dirtying()), limits, policies);
  }
}
