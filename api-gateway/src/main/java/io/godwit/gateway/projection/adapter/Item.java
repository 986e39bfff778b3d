package io.godwit.gateway.projection.adapter;

import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.agent.AgentEvent.DestinationPrepared;
import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.ProgressSample;
import io.godwit.events.evacuation.EvacuationEvent;
import io.godwit.events.host.HostHeartbeat;
import io.godwit.events.host.HostInventory;
import io.godwit.events.host.HostSettingsApplied;
import io.godwit.events.migration.QueueReported;
import io.godwit.events.plan.PlanMade;
import io.godwit.events.policy.PolicyDefinition;
import io.godwit.gateway.projection.HistoryEntry;
import io.godwit.gateway.projection.HostView;
import io.godwit.gateway.projection.MigrationView;
import io.godwit.gateway.projection.Projection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What one record does to the read model. */
sealed interface Item {

  /** Changes a migration's view. */
  sealed interface OfMigration extends Item {
    MigrationId migration();

    MigrationView applyTo(MigrationView view);
  }

  /** An event for the migration's record. */
  record Recorded(HistoryEntry entry, @Nullable String traceparent) implements OfMigration {
    @Override
    public MigrationId migration() {
      return entry.told().about().migration();
    }

    @Override
    public MigrationView applyTo(MigrationView view) {
      return switch (entry.told()) {
        case HistoryEntry.Lived lived -> Projection.evolve(view, lived.event());
        case HistoryEntry.Seen seen -> Projection.evolve(view, seen.trend());
        case HistoryEntry.Verified _ -> view;
        case HistoryEntry.Decided decided when decided.decision().shadow() -> view;
        case HistoryEntry.Decided decided -> Projection.evolve(view, decided.decision());
        case HistoryEntry.Answered(DestinationPrepared prepared) ->
            Projection.evolve(view, prepared);
        case HistoryEntry.Answered _ -> view;
      };
    }
  }

  /** Progress, of which only the last counts. */
  record Trend(ConvergenceTrend trend) implements OfMigration {
    @Override
    public MigrationId migration() {
      return trend.about().migration();
    }

    @Override
    public MigrationView applyTo(MigrationView view) {
      return Projection.evolve(view, trend);
    }
  }

  /** Progress, of which only the last counts. */
  record Sample(ProgressSample sample) implements OfMigration {
    @Override
    public MigrationId migration() {
      return sample.about().migration();
    }

    @Override
    public MigrationView applyTo(MigrationView view) {
      return Projection.evolve(view, sample);
    }
  }

  /** Changes a host's view. */
  sealed interface OfHost extends Item {
    HostId host();

    HostView applyTo(HostView view);
  }

  record Inventory(HostInventory inventory) implements OfHost {
    @Override
    public HostId host() {
      return inventory.host();
    }

    @Override
    public HostView applyTo(HostView view) {
      return view.learn(inventory);
    }
  }

  record Heartbeat(HostHeartbeat heartbeat, Instant receivedAt) implements OfHost {
    @Override
    public HostId host() {
      return heartbeat.host();
    }

    @Override
    public HostView applyTo(HostView view) {
      return view.hear(heartbeat, receivedAt);
    }
  }

  record Settings(HostSettingsApplied applied) implements OfHost {
    @Override
    public HostId host() {
      return applied.host();
    }

    @Override
    public HostView applyTo(HostView view) {
      return view.learn(applied);
    }
  }

  /** An event of an evacuation. */
  record Evacuated(EvacuationEvent event, @Nullable String traceparent) implements Item {}

  /** A plan that was made. */
  record Planned(PlanMade plan) implements Item {}

  /** A version of a policy. */
  record Defined(PolicyDefinition definition) implements Item {}

  /** The queue as it stands. */
  record Queued(QueueReported queue) implements Item {}

  /** Says nothing that is kept. */
  record Nothing() implements Item {}
}
