package io.godwit.gateway.http.adapter;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.godwit.events.host.HostInventory;
import io.godwit.gateway.projection.HostView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Schema(name = "Hosts", description = "By name")
record HostsJson(List<HostJson> hosts) {

  @Schema(name = "Host", description = "A host. Fields that its agent has not told yet are absent.")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record HostJson(
      String host,
      @Schema(description = "Whether its agent was heard of within the last 10 s") boolean alive,
      @Nullable Instant lastHeartbeatAt,
      @Schema(example = "QEMU 11.1.2, libvirt 12.8.0") @Nullable String hypervisor,
      boolean hypervisorConnected,
      @Schema(description = "That guests may use") @Nullable Long memoryBytes,
      @Nullable Integer cpus,
      @Schema(description = "What the migration link carries; absent: not known")
          @Nullable Long linkRateBytesPerSecond,
      @Schema(description = "Jobs that it runs as a source") int migrationsRunning,
      List<GuestJson> guests) {

    static HostJson of(HostView view, Instant now, Duration aliveWithin) {
      var inventory = view.inventory();
      var link = inventory == null ? null : inventory.linkRate();
      return new HostJson(
          view.host().value(),
          view.alive(now, aliveWithin),
          view.heartbeatAt(),
          inventory == null ? null : inventory.hypervisor(),
          view.hypervisorConnected(),
          inventory == null ? null : inventory.memory().count(),
          inventory == null ? null : inventory.cpus(),
          link == null ? null : link.count(),
          view.migrationsRunning(),
          inventory == null ? List.of() : inventory.guests().stream().map(GuestJson::of).toList());
    }
  }

  @Schema(name = "Guest")
  record GuestJson(
      String uuid,
      String name,
      @Schema(example = "running") String state,
      long memoryBytes,
      int virtualCpus,
      @Schema(description = "Whether its definition outlives its run") boolean persistent) {

    static GuestJson of(HostInventory.Guest guest) {
      return new GuestJson(
          guest.guest().uuid().toString(),
          guest.guest().name(),
          BodyReader.wireName(guest.state()),
          guest.memory().count(),
          guest.virtualCpus(),
          guest.persistent());
    }
  }
}
