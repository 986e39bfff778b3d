package io.godwit.cli.gateway;

import io.godwit.events.Require;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would happen if a guest were to move, host by host; absent is null.
 *
 * @param refusal why no migration would be accepted at all
 * @param dirtied how fast it wrote to its memory just now; empty: not measured
 * @param candidates in the order of choice; those that would be refused last
 */
public record Plan(
    String id,
    String state,
    Migration.@Nullable Guest guest,
    @Nullable String source,
    @Nullable Policy policy,
    @Nullable Refusal refusal,
    List<Dirtied> dirtied,
    List<Candidate> candidates) {

  public Plan {
    dirtied = Require.list(dirtied);
    candidates = Require.list(candidates);
  }

  /** What the migration may cost its guest. */
  public record Policy(
      String name,
      int version,
      int revision,
      @Nullable String objective,
      @Nullable Instant deadline,
      long initialDowntimeMillis,
      long downtimeBudgetMillis,
      boolean postCopyAllowed) {}

  /** What was written to at least once in a period. */
  public record Dirtied(long periodMillis, long distinctBytes) {}

  /** Why, and which field is at fault. */
  public record Refusal(@Nullable String field, String detail) {}

  /**
   * A host.
   *
   * @param score by which the suitable ones are ordered, the higher the better
   * @param facts that were asked for
   * @param planned why it would be armed and told what it is
   */
  public record Candidate(
      String host,
      boolean suitable,
      String verdict,
      @Nullable Double score,
      List<Weight> weights,
      List<Fact> facts,
      @Nullable Claims claims,
      @Nullable Settings settings,
      @Nullable Course course,
      List<String> planned) {
    public Candidate {
      planned = Require.list(planned);
      weights = Require.list(weights);
      facts = Require.list(facts);
    }
  }

  /** One part of a score. */
  public record Weight(String name, double value, String reason) {}

  /** One answer about the guest and the host. */
  public record Fact(
      String name,
      String answer,
      String reason,
      String evidence,
      @Nullable Instant at,
      @Nullable String saidBy) {}

  /** What would be reserved there. */
  public record Claims(
      @Nullable Long memoryBytes,
      List<HugePages> hugePages,
      List<Cell> cells,
      List<Integer> cpus,
      List<Device> devices,
      List<Volume> volumes) {
    public Claims {
      hugePages = Require.list(hugePages);
      cells = Require.list(cells);
      cpus = Require.list(cpus);
      devices = Require.list(devices);
      volumes = Require.list(volumes);
    }
  }

  /** Memory in huge pages of one size. */
  public record HugePages(long pageBytes, long memoryBytes) {}

  /** Memory of one NUMA cell. */
  public record Cell(int cell, long memoryBytes) {}

  /** A device there that takes the place of one at the source. */
  public record Device(String kind, String sourceAddress, String address) {}

  /** A volume for a disk that is copied. */
  public record Volume(String target, String pool, String volume, String format, long spaceBytes) {}

  /** What the migration would be told. */
  public record Settings(
      long maxDowntimeMillis,
      @Nullable Long bandwidthLimitBytesPerSecond,
      @Nullable Long switchoverBandwidthBytesPerSecond,
      boolean postCopyArmed) {}

  /** What is predicted. */
  public record Course(
      @Nullable Long totalMillis,
      @Nullable Long sentBytes,
      @Nullable Long downtimeMillis,
      @Nullable String note,
      @Nullable Double probability,
      @Nullable Eta time,
      @Nullable String expected) {}

  /** Between these. */
  public record Eta(long lowMillis, long highMillis) {}

  public boolean made() {
    return state.equals("made");
  }

  /** Whether the guest could move. */
  public boolean possible() {
    return refusal == null && candidates.stream().anyMatch(Candidate::suitable);
  }
}
