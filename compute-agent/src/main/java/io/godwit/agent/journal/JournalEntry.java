package io.godwit.agent.journal;

import io.godwit.agent.storage.Made;
import io.godwit.events.GuestRef;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.Require;
import io.godwit.events.agent.AgentEvent.MigrationEnded.Outcome;
import io.godwit.events.agent.JobFigures;
import io.godwit.events.agent.Order;
import io.godwit.events.agent.StartSettings;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One fact that must survive the agent, on the disk before anything follows from it. */
public sealed interface JournalEntry {
  MigrationId migration();

  /**
   * An attempt is about to be handed to the hypervisor: from now on it is never begun again.
   *
   * @param traceparent trace that the start belonged to
   * @param copied targets of the disks that it copies
   */
  record Began(
      MigrationId migration,
      int attempt,
      GuestRef guest,
      HostId destination,
      StartSettings settings,
      @Nullable String traceparent,
      Instant at,
      List<String> copied)
      implements JournalEntry {
    public Began {
      copied = Require.list(copied);
    }

    /** One that copies no disks. */
    public Began(
        MigrationId migration,
        int attempt,
        GuestRef guest,
        HostId destination,
        StartSettings settings,
        @Nullable String traceparent,
        Instant at) {
      this(migration, attempt, guest, destination, settings, traceparent, at, List.of());
    }
  }

  /** A command was dealt with: its issuer's earlier ones are old. */
  record Seen(MigrationId migration, int attempt, Order.Issuer issuer, long sequence)
      implements JournalEntry {
    public Seen(Order order) {
      this(order.migration(), order.attempt(), order.issuer(), order.sequence());
    }
  }

  /**
   * An abort is wanted.
   *
   * @param by on whose word; absent: the hypervisor refused it, it is not wanted any more
   */
  record Aborting(MigrationId migration, int attempt, Order.@Nullable Issuer by)
      implements JournalEntry {}

  /**
   * What holds the guest of an attempt back from now on, in place of what did before.
   *
   * @param pausedUntil until when it may stand still; absent: it does not
   * @param quotaPercent by how much a quota slows its CPUs
   */
  record Held(MigrationId migration, int attempt, @Nullable Instant pausedUntil, int quotaPercent)
      implements JournalEntry {
    /** Whether anything does. */
    public boolean holds() {
      return pausedUntil != null || quotaPercent > 0;
    }
  }

  /** The job is over. */
  record Ended(
      MigrationId migration,
      int attempt,
      Outcome outcome,
      @Nullable JobFigures figures,
      @Nullable String error)
      implements JournalEntry {}

  /** The broker has the end. */
  record EndTold(MigrationId migration, int attempt) implements JournalEntry {}

  /** This host was made ready to take a guest. */
  record Prepared(MigrationId migration, int attempt, GuestRef guest) implements JournalEntry {}

  /** Something is about to be made for an attempt. */
  record Making(MigrationId migration, int attempt, Made made) implements JournalEntry {}

  /** It is gone, or is not that attempt's any more. */
  record Unmade(MigrationId migration, int attempt, Made made) implements JournalEntry {}

  /** All that this attempt and earlier ones made here is to go. */
  record TearingDown(MigrationId migration, int attempt) implements JournalEntry {}

  /** What an attempt had prepared here is gone. */
  record TornDown(MigrationId migration, int attempt) implements JournalEntry {}
}
