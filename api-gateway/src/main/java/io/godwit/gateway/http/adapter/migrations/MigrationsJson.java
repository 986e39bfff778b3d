package io.godwit.gateway.http.adapter.migrations;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

@Schema(name = "Migrations", description = "The newest first")
record MigrationsJson(List<MigrationJson> migrations) {}
