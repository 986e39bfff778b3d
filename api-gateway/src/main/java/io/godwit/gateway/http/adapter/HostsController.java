package io.godwit.gateway.http.adapter;

import io.godwit.gateway.http.adapter.HostsJson.HostJson;
import io.godwit.gateway.projection.ReadModel;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "hosts", description = "The fleet, as its agents tell")
class HostsController {
  private final ReadModel readModel;
  private final HttpProperties properties;
  private final Clock clock;

  HostsController(ReadModel readModel, HttpProperties properties, Clock clock) {
    this.readModel = readModel;
    this.properties = properties;
    this.clock = clock;
  }

  @Operation(summary = "All hosts with their guests")
  @GetMapping(path = "/api/v1/hosts", produces = MediaType.APPLICATION_JSON_VALUE)
  HostsJson hosts() {
    var now = clock.instant();
    return new HostsJson(
        readModel.hosts().stream()
            .map(host -> HostJson.of(host, now, properties.hostAliveWithin()))
            .toList());
  }
}
