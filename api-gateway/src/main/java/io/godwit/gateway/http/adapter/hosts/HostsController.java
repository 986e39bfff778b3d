package io.godwit.gateway.http.adapter.hosts;

import io.godwit.events.HostId;
import io.godwit.events.host.HostSettings;
import io.godwit.events.request.MigrationRequest.ConfigureHost;
import io.godwit.gateway.http.adapter.exchange.Answers;
import io.godwit.gateway.http.adapter.exchange.BodyReader;
import io.godwit.gateway.http.adapter.exchange.Writing;
import io.godwit.gateway.http.adapter.hosts.HostsJson.HostJson;
import io.godwit.gateway.projection.HostView;
import io.godwit.gateway.projection.ReadModel;
import io.godwit.gateway.projection.Traffic;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/api/v1/hosts", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "hosts", description = "The fleet, as its agents tell")
class HostsController {
  private final ReadModel readModel;
  private final HttpProperties properties;
  private final Writing writing;

  HostsController(ReadModel readModel, HttpProperties properties, Writing writing) {
    this.readModel = readModel;
    this.properties = properties;
    this.writing = writing;
  }

  @Operation(summary = "All hosts with their guests, resources and settings")
  @GetMapping
  HostsJson hosts() {
    var now = writing.now();
    var traffic = readModel.traffic();
    return new HostsJson(
        readModel.hosts().stream()
            .map(host ->
                HostJson.of(
                    host,
                    traffic.getOrDefault(host.host(), Traffic.NONE),
                    now,
                    properties.hostAliveWithin()))
            .toList());
  }

  @Operation(
      summary = "Set what operators say of a host",
      description =
          "As a whole: what is absent is as the configuration says, so an empty object sets"
              + " everything back. It shows at the host as soon as the scheduler has taken it up.",
      requestBody =
          @RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = HostSettingsJson.class))),
      responses =
          @ApiResponse(
              responseCode = "202",
              description = "The settings are asked for",
              useReturnTypeSchema = true))
  @PutMapping(path = "/{host}/settings", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<HostSettingsJson> configure(
      @PathVariable String host, @Parameter(hidden = true) InputStream body) throws IOException {
    var id = new HostId(host);
    var settings = BodyReader.read(body, HostSettings.class, "a JSON object");
    var known = readModel.hosts();
    if (!known.isEmpty() && known.stream().map(HostView::host).noneMatch(id::equals)) {
      throw Answers.impossible("host", "there is no host '%s'".formatted(id));
    }
    writing.write(new ConfigureHost(id, settings), id.value());
    return ResponseEntity.accepted().body(HostSettingsJson.of(settings));
  }
}
