package io.godwit.gateway.projection;

import io.godwit.events.About;
import io.godwit.events.HostId;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.EscalationDecided;
import io.godwit.events.convergence.EscalationVerified;
import io.godwit.events.migration.MigrationEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One event of a migration's record.
 *
 * @param type its name on the wire
 * @param json its text on the wire
 */
public record HistoryEntry(String type, String json, Told told) {

  /** What it says, by who says it. */
  public sealed interface Told {
    /** Which of a migration's streams of events it belongs to: each counts its own sequence. */
    String stream();

    About about();
  }

  /** A fact of the migration's life, from the scheduler. */
  public record Lived(MigrationEvent event) implements Told {
    public static final String STREAM = "migration";

    @Override
    public String stream() {
      return STREAM;
    }

    @Override
    public About about() {
      return event.about();
    }
  }

  /** A decision of the policy, or of the one that is only recorded beside it. */
  public record Decided(EscalationDecided decision) implements Told {
    public static final String STREAM = "escalation";
    public static final String SHADOW_STREAM = "shadow";

    @Override
    public String stream() {
      return decision.shadow() ? SHADOW_STREAM : STREAM;
    }

    @Override
    public About about() {
      return decision.about();
    }
  }

  /** What a decision really did. */
  public record Verified(EscalationVerified verdict) implements Told {
    public static final String STREAM = "verified";

    @Override
    public String stream() {
      return STREAM;
    }

    @Override
    public About about() {
      return verdict.about();
    }
  }

  /** How it stood at the end of a pass. */
  public record Seen(ConvergenceTrend trend) implements Told {
    public static final String STREAM = "trend";
    private static final int ALL_UP_TO = 32;
    private static final int MOST_PASSES = 1024;

    /**
     * Whether it is kept: every end of a pass up to the 32nd, then four more for each doubling, up
     * to the 1024th; so at most 52 of an attempt, whatever their order.
     */
    public static boolean isKept(ConvergenceTrend trend) {
      int over = trend.pass() - 1;
      if (!trend.passBoundary() || over < 1 || over > MOST_PASSES) {
        return false;
      }
      return over <= ALL_UP_TO || over % (Integer.highestOneBit(over) / 4) == 0;
    }

    /** The pass that is over: a sample at a boundary is the first of the pass that begins. */
    public int passOver() {
      return trend.pass() - 1;
    }

    @Override
    public String stream() {
      return STREAM;
    }

    @Override
    public About about() {
      return trend.about();
    }
  }

  /** An agent's answer to the policy's command. */
  public record Answered(AgentEvent answer) implements Told {
    public static final String STREAM = "agent";

    @Override
    public String stream() {
      HostId host = answer.host();
      return STREAM + ":" + host;
    }

    @Override
    public About about() {
      return answer.about();
    }
  }

  /**
   * The order in which to tell them: the scheduler's by their sequence, whatever its clock did; the
   * others put between them by time.
   */
  public static List<HistoryEntry> inOrder(List<HistoryEntry> entries) {
    var lived = sorted(entries, true);
    var others = sorted(entries, false);
    var ordered = new ArrayList<HistoryEntry>(entries.size());
    int next = 0;
    for (var event : lived) {
      while (next < others.size() && isBefore(others.get(next), event)) {
        ordered.add(others.get(next++));
      }
      ordered.add(event);
    }
    ordered.addAll(others.subList(next, others.size()));
    return List.copyOf(ordered);
  }

  private static boolean isBefore(HistoryEntry one, HistoryEntry other) {
    return one.told.about().at().isBefore(other.told.about().at());
  }

  private static List<HistoryEntry> sorted(List<HistoryEntry> entries, boolean lived) {
    Comparator<HistoryEntry> bySequence = Comparator.comparingLong(e -> e.told.about().sequence());
    Comparator<HistoryEntry> byTime = Comparator.comparing(e -> e.told.about().at());
    return entries.stream()
        .filter(entry -> entry.told instanceof Lived == lived)
        .sorted(lived ? bySequence : byTime.thenComparing(bySequence))
        .toList();
  }
}
