package io.godwit.gateway.http.adapter.migrations;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.godwit.events.GuestRef;
import io.godwit.events.convergence.Phase;
import io.godwit.events.migration.MigrationFigures;
import io.godwit.events.migration.QueueReported;
import io.godwit.gateway.evacuation.EvacuationView;
import io.godwit.gateway.explanation.Summary;
import io.godwit.gateway.http.adapter.exchange.Wire;
import io.godwit.gateway.projection.MigrationState;
import io.godwit.gateway.projection.MigrationView;
import io.godwit.gateway.projection.Share;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A migration on the wire. */
@Schema(
    name = "Migration",
    description = "A migration as it stands. Fields that do not apply are absent.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MigrationJson(
    @Schema(description = "UUIDv5 of who asked and the key under which they did") String id,
    Guest guest,
    @Schema(
            allowableValues = {
              "requested",
              "queued",
              "checking",
              "preparing",
              "running",
              "recovering",
              "verifying",
              "cancelling",
              "completed",
              "failed",
              "cancelled",
              "rejected"
            })
        String state,
    @Schema(
            description = "While it runs: what the hypervisor does",
            allowableValues = {"setup", "pre-copy", "switch-over", "post-copy", "ended"})
        @Nullable String phase,
    @Nullable String source,
    @Nullable String destination,
    @Schema(allowableValues = {"evacuation", "maintenance", "user", "rebalance"}) String reason,
    @Schema(allowableValues = {"critical", "standard", "batch"}) String guestClass,
    @Schema(description = "Counts from 1; 0 before the first") int attempt,
    @Schema(description = "-100 to 100, within its reason: the higher, the sooner") int priority,
    @Schema(description = "Whether the destination is taken whatever its checks say")
        @Nullable Boolean forced,
    @Schema(description = "On whose account it waits; absent: the guest's")
        @Nullable String project,
    @Schema(allowableValues = {"none", "full", "incremental"}) String diskCopy,
    @Schema(description = "The event source that asked", example = "urn:godwit:principal:operator")
        String requestedBy,
    @Schema(description = "The evacuation that it is part of") @Nullable String evacuation,
    Instant requestedAt,
    @Schema(description = "When the latest attempt began") @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Schema(description = "While it is queued, or ready and waits for the links: for what")
        @Nullable String waitingFor,
    @Schema(description = "While it is queued: its place") @Nullable PlaceJson queue,
    @Schema(description = "By when it was asked to be over") @Nullable Instant deadline,
    @Schema(
            description = "What was asked for if nothing allowed suffices",
            allowableValues = {"abort", "keep-running", "pause"})
        @Nullable String lastResort,
    @Nullable PolicyJson policy,
    @Schema(description = "Of it, when it began; absent: nothing could be")
        @Nullable PredictionJson predicted,
    @Nullable SettingsJson settings,
    @Nullable ShareJson bandwidth,
    @Nullable ProgressJson progress,
    @Schema(allowableValues = {"pre-copy", "post-copy"}) @Nullable String mode,
    @Nullable Long totalMillis,
    @Schema(description = "How long the guest stood still at the switch-over")
        @Nullable Long downtimeMillis,
    @Nullable Long sentBytes,
    @Schema(description = "Why it failed or was rejected", example = "hopeless")
        @Nullable String cause,
    @Schema(description = "The same in words") @Nullable String detail,
    @Schema(description = "How it stands and why, in one sentence") String summary) {

  /** A guest on the wire. */
  @Schema(name = "GuestReference")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Guest(
      @Schema(description = "Absent until the scheduler has found the guest") @Nullable String uuid,
      @Schema(description = "Its name, or what the request called it") String name) {
    public static Guest of(GuestRef guest) {
      return new Guest(guest.uuid().toString(), guest.name());
    }
  }

  /** A place in the queue, as it was last reported. */
  @Schema(name = "QueuePlace")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record PlaceJson(
      @Schema(description = "Counts from 1") int position,
      @Schema(description = "For what it waits, in words") String waitingFor,
      @Schema(description = "Absent: cannot be said") @Nullable Instant expectedStart) {
    static @Nullable PlaceJson of(QueueReported.@Nullable Place place) {
      return place == null
          ? null
          : new PlaceJson(place.position(), place.waitingFor(), place.expectedStart());
    }
  }

  /** What it may take of the links. */
  @Schema(name = "BandwidthShare", description = "Its share of the links, as it was last divided")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ShareJson(
      @Schema(description = "Absent: no limit of its own") @Nullable Long limitBytesPerSecond,
      String why,
      @Schema(description = "Absent: nobody has looked yet") @Nullable Long measuredBytesPerSecond,
      @Schema(description = "Whether the hypervisor keeps to the limit") @Nullable Boolean kept) {
    static @Nullable ShareJson of(@Nullable Share share) {
      return share == null
          ? null
          : new ShareJson(
              Wire.count(share.limit()), share.why(), Wire.count(share.measured()), share.kept());
    }
  }

  /** One without a place in the queue. */
  static MigrationJson of(MigrationView view) {
    return of(view, null);
  }

  /**
   * @param place in the queue; absent: none is known
   * @throws NullPointerException if nobody is known to have asked for it
   */
  static MigrationJson of(MigrationView known, QueueReported.@Nullable Place place) {
    var view = place == null ? known : known.waitingFor(place.waitingFor());
    var asked = Objects.requireNonNull(view.asked(), "asked");
    var guest = view.place().guest();
    var course = view.course();
    var terms = view.terms();
    var end = view.end();
    var figures = end == null ? null : end.figures();
    return new MigrationJson(
        view.id().toString(),
        new Guest(guest == null ? null : guest.uuid().toString(), view.guestName()),
        Wire.name(view.state()),
        name(view.phase() == Phase.POST_COPY_BROKEN ? Phase.POST_COPY : view.phase()),
        text(view.place().source()),
        text(view.place().destination()),
        Wire.name(asked.reason()),
        Wire.name(asked.guestClass()),
        course.attempt(),
        asked.priorityNow(),
        asked.request().forcedOrDefault() ? Boolean.TRUE : null,
        asked.request().project(),
        Wire.name(asked.request().diskCopyOrDefault()),
        asked.by(),
        text(EvacuationView.named(asked.by())),
        asked.at(),
        course.startedAt(),
        course.endedAt(),
        view.isReady() ? "its turn on the links" : course.waitingFor(),
        view.state() == MigrationState.QUEUED ? PlaceJson.of(place) : null,
        asked.request().deadline(),
        name(asked.request().lastResort()),
        terms == null ? null : PolicyJson.of(terms.policy()),
        terms == null ? null : PredictionJson.of(terms.predicted()),
        terms == null ? null : SettingsJson.of(terms.settings()),
        ShareJson.of(view.shareNow()),
        view.progress() == null ? null : ProgressJson.of(view.progress()),
        name(end == null ? null : end.mode()),
        figures == null ? null : figures.total().toMillis(),
        figures == null ? null : Wire.millis(figures.downtime()),
        figures == null ? null : sent(figures, view),
        cause(view),
        end == null ? null : end.detail(),
        Summary.of(view));
  }

  /** What the hypervisor said at the end, or else what the last sample saw. */
  private static @Nullable Long sent(MigrationFigures figures, MigrationView view) {
    var transferred = figures.transferred();
    var progress = view.progress();
    if (transferred == null && progress != null) {
      transferred = progress.transferred();
    }
    return Wire.count(transferred);
  }

  private static @Nullable String cause(MigrationView view) {
    var end = view.end();
    if (end == null) {
      return null;
    }
    return name(end.cause() == null ? end.rejection() : end.cause());
  }

  private static @Nullable String name(@Nullable Enum<?> constant) {
    return constant == null ? null : Wire.name(constant);
  }

  private static @Nullable String text(@Nullable Object id) {
    return id == null ? null : id.toString();
  }
}
