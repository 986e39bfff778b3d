package io.godwit.agent.hypervisor;

import io.godwit.events.MigrationId;

/** Which migration, and which attempt of it, a guest was touched by. */
public record MigrationTag(MigrationId migration, int attempt) {}
