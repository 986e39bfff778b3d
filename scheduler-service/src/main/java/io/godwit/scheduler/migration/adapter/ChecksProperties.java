package io.godwit.scheduler.migration.adapter;

import io.godwit.events.agent.Fact;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is accepted of a destination.
 *
 * @param least the least answer to a fact that it may give
 */
@ConfigurationProperties(value = "scheduler.checks", ignoreUnknownFields = false)
public record ChecksProperties(@DefaultValue("probably-no") Fact.Answer least) {}
