package io.godwit.gateway.http.adapter.hosts;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.godwit.events.host.HostInventory;
import io.godwit.gateway.http.adapter.exchange.Wire;
import io.godwit.gateway.projection.HostView;
import io.godwit.gateway.projection.Traffic;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
      @Schema(description = "Jobs that it runs as a source, as its agent counts")
          int migrationsRunning,
      @Schema(description = "Migrations that move away from it, by their events") int sending,
      @Schema(description = "Migrations that move to it, by their events") int receiving,
      @Schema(description = "As they can be put again; absent: nobody has set any")
          @Nullable HostSettingsJson settings,
      @Schema(description = "Counts the changes of the settings") @Nullable Long settingsVersion,
      @Schema(description = "Since when they are in force") @Nullable Instant settingsAt,
      @Schema(description = "Who set them: an event source, or an evacuation")
          @Nullable String settingsBy,
      @Nullable ResourcesJson resources,
      List<GuestJson> guests) {

    static HostJson of(HostView view, Traffic traffic, Instant now, Duration aliveWithin) {
      var settings = view.settings();
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
          Wire.count(link),
          view.migrationsRunning(),
          traffic.sending(),
          traffic.receiving(),
          settings == null ? null : HostSettingsJson.of(settings.settings()),
          settings == null ? null : settings.version(),
          settings == null ? null : settings.at(),
          settings == null ? null : settings.by(),
          inventory == null ? null : ResourcesJson.of(inventory.resources()),
          inventory == null ? List.of() : inventory.guests().stream().map(GuestJson::of).toList());
    }
  }

  @Schema(name = "Guest")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record GuestJson(
      String uuid,
      String name,
      @Schema(example = "running") String state,
      long memoryBytes,
      int virtualCpus,
      @Schema(description = "Whether its definition outlives its run") boolean persistent,
      @Schema(description = "What its metadata says that it tolerates; absent: nothing")
          @Nullable String guestClass,
      @Schema(description = "Whose its metadata says that it is") @Nullable String project,
      @Schema(description = "Guests with the same word belong on one host")
          @Nullable String affinity,
      @Schema(description = "Guests with the same word belong on different hosts")
          @Nullable String antiAffinity,
      @Schema(description = "Anything else, for policies to match") Map<String, String> labels) {

    static GuestJson of(HostInventory.Guest guest) {
      var labels = guest.labels();
      return new GuestJson(
          guest.guest().uuid().toString(),
          guest.guest().name(),
          Wire.name(guest.state()),
          guest.memory().count(),
          guest.virtualCpus(),
          guest.persistent(),
          labels.guestClass() == null ? null : Wire.name(labels.guestClass()),
          labels.project(),
          labels.affinity(),
          labels.antiAffinity(),
          labels.labels());
    }
  }
}
