package io.godwit.scheduler.dispatch;

import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.Window;
import io.godwit.scheduler.verdict.LeastAnswers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a dispatch may hand out. Everywhere 0 means: no limit.
 *
 * @param slots how many may move at once
 * @param memoryMargin how many times the guest's memory a destination must have free
 * @param silence of a host, after which it is not used
 * @param giveUp how long a migration waits for a destination
 * @param reserveAfter how long a migration that is ready may be passed by, before everything on its
 *     way that frees up is kept for it
 * @param links what the links may carry
 * @param placing how a destination is chosen
 * @param projects what is said of projects, by name
 * @param least the least answers that a destination may give
 */
public record Limits(
    Slots slots,
    double memoryMargin,
    Duration silence,
    Duration giveUp,
    Duration reserveAfter,
    Links links,
    Placing placing,
    Map<String, Project> projects,
    LeastAnswers least) {

  /**
   * @param outgoingPerHost migrations that one host may send at once
   * @param incomingPerHost migrations that one host may receive at once
   * @param cluster migrations that may move at once in all
   * @param prepareAhead migrations that may be prepared for each one that leaves a host, so that
   *     the next one is ready when it ends; at least 0: here 0 means none
   */
  public record Slots(int outgoingPerHost, int incomingPerHost, int cluster, int prepareAhead) {
    public static final Slots DEFAULT = new Slots(4, 4, 0, 1);

    /** How many may be prepared at a source of which so many move. */
    public int ahead(int moving) {
      return prepareAhead * Math.max(1, moving);
    }
  }

  /**
   * @param share of a host's link that migrations may take, over 0 and at most 1
   * @param leastShare of what its way could carry alone, which a migration must find free to start;
   *     0: it may start however little is free
   * @param flightsOnUnknown migrations that a link of unknown rate takes at once, in each direction
   * @param uplinks what groups of hosts share for each direction, by group
   * @param perMigration the most that one migration may send; absent: no limit
   * @param switchoverShare of what a link carries, of which QEMU is told at the start, over 0 and
   *     at most 1
   * @param lead how long before the predicted end of those that fill a link the next one may start
   *     on it; zero: when they have ended
   */
  public record Links(
      double share,
      double leastShare,
      int flightsOnUnknown,
      Map<String, BytesPerSecond> uplinks,
      @Nullable BytesPerSecond perMigration,
      double switchoverShare,
      Duration lead) {
    public static final Links DEFAULT = new Links(1, 0.5, 1, Map.of(), null, 0.8);

    public Links {
      uplinks = Map.copyOf(uplinks);
    }

    /** None starts before those before it have ended. */
    public Links(
        double share,
        double leastShare,
        int flightsOnUnknown,
        Map<String, BytesPerSecond> uplinks,
        @Nullable BytesPerSecond perMigration,
        double switchoverShare) {
      this(
          share,
          leastShare,
          flightsOnUnknown,
          uplinks,
          perMigration,
          switchoverShare,
          Duration.ZERO);
    }

    public Links with(Duration changed) {
      return new Links(
          share, leastShare, flightsOnUnknown, uplinks, perMigration, switchoverShare, changed);
    }
  }

  /**
   * @param shortlist how many hosts are asked for facts, at least 1
   * @param copyPool where disks are copied to on a host that has no pool of their own pool's name;
   *     absent: nowhere
   * @param weights what counts how much
   */
  public record Placing(int shortlist, @Nullable String copyPool, Weights weights) {
    public static final Placing DEFAULT = new Placing(3, "default", Weights.DEFAULT);
  }

  /**
   * What a suitable host's score is made of; each is 0 or more.
   *
   * @param headroom of memory that stays free there
   * @param links of the way there that is free
   * @param answers that the host gave for this guest so far
   * @param affinity of the guest to those that run there
   * @param time that the migration is predicted to take
   */
  public record Weights(
      double headroom, double links, double answers, double affinity, double time) {
    public static final Weights DEFAULT = new Weights(1, 1, 2, 2, 1);
  }

  /**
   * @param weight of its share of the queue, at least 1
   * @param windows when its migrations may start
   */
  public record Project(int weight, List<Window> windows) {
    public static final Project DEFAULT = new Project(1, List.of());

    public Project {
      windows = List.copyOf(windows);
    }
  }

  public static final Limits DEFAULT =
      new Limits(
          Slots.DEFAULT,
          1.2,
          Duration.ofSeconds(10),
          Duration.ofMinutes(10),
          Duration.ofSeconds(30),
          Links.DEFAULT,
          Placing.DEFAULT,
          Map.of(),
          LeastAnswers.DEFAULT);

  public Limits {
    projects = Map.copyOf(projects);
  }

  /** What a destination must have free for so much memory. */
  public Bytes withMargin(Bytes memory) {
    return new Bytes((long) Math.ceil(memory.count() * memoryMargin));
  }

  /** What is said of a project. */
  public Project project(String name) {
    return projects.getOrDefault(name, Project.DEFAULT);
  }

  public Limits with(Slots changed) {
    return new Limits(
        changed, memoryMargin, silence, giveUp, reserveAfter, links, placing, projects, least);
  }

  public Limits with(Links changed) {
    return new Limits(
        slots, memoryMargin, silence, giveUp, reserveAfter, changed, placing, projects, least);
  }
}
