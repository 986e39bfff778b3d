package io.godwit.cli.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One evacuation, measured.
 *
 * @param layout where the bottleneck is
 * @param strategy how it was gone about
 * @param guests that were to go
 * @param moved that went
 * @param state in which the evacuation ended
 * @param bytesThatMustMove every page that is not zero, once
 * @param capacityBytesPerSecond of the narrowest cut between the source and the others
 * @param floorMillis the one by the other
 * @param makespanMillis from the request to the last completed migration
 * @param ratio makespan to floor
 * @param linkUsed of what the cut could carry in that time, the part that was really sent: what
 *     guests write to meanwhile is sent again, so that no schedule gets down to the floor
 * @param untilFirstMoveMillis from the request until a hypervisor moved something
 * @param idleMillis how long nothing moved after that, before the last move ended
 * @param sentBytes as the hypervisors counted
 * @param longestDowntimeMillis of any guest
 * @param mostAtOnce seen in the events
 * @param limits that were set; 0 for none
 * @param limitsHeld whether no more were ever seen
 * @param moves in the order in which they began
 */
record EvacuationResult(
    String layout,
    String strategy,
    int guests,
    int moved,
    String state,
    long bytesThatMustMove,
    long capacityBytesPerSecond,
    long floorMillis,
    long makespanMillis,
    double ratio,
    double linkUsed,
    long untilFirstMoveMillis,
    long idleMillis,
    long sentBytes,
    long longestDowntimeMillis,
    AtOnce mostAtOnce,
    AtOnce limits,
    boolean limitsHeld,
    List<Moved> moves) {
  EvacuationResult {
    moves = List.copyOf(moves);
  }

  /**
   * One attempt.
   *
   * @param fromMillis since the first request
   * @param sentBytes of one that completed; null of one that did not
   */
  record Moved(
      String guest,
      String destination,
      long fromMillis,
      long untilMillis,
      @Nullable Long sentBytes,
      @Nullable String mode) {}

  static EvacuationResult of(
      String layout,
      Strategy strategy,
      int guests,
      String state,
      long bytes,
      long capacity,
      Course course) {
    double floor = 1000.0 * bytes / capacity;
    long makespan = course.makespan().toMillis();
    var seen = course.mostAtOnce();
    return new EvacuationResult(
        layout,
        strategy.name(),
        guests,
        course.completed().size(),
        state,
        bytes,
        capacity,
        Math.round(floor),
        makespan,
        rounded(makespan / floor),
        rounded(1000.0 * course.bytesSent() / capacity / Math.max(1, makespan)),
        course.untilFirstMove().toMillis(),
        course.idle().toMillis(),
        course.bytesSent(),
        course.longestDowntime().toMillis(),
        seen,
        strategy.most(),
        seen.within(strategy.most()),
        moves(course));
  }

  private static double rounded(double figure) {
    return Math.round(figure * 1000) / 1000.0;
  }

  private static List<Moved> moves(Course course) {
    return course.moves().stream().map(move -> moved(move, course)).toList();
  }

  private static Moved moved(Course.Move move, Course course) {
    var completed =
        course.completed().stream()
            .filter(one -> one.about().migration().equals(move.migration()))
            .findFirst();
    return new Moved(
        move.guest(),
        move.destination().value(),
        Duration.between(course.firstRequest(), move.from()).toMillis(),
        Duration.between(course.firstRequest(), move.until()).toMillis(),
        completed.map(one -> one.figures().transferred()).map(sent -> sent.count()).orElse(null),
        completed.map(one -> one.mode().name().toLowerCase(Locale.ROOT)).orElse(null));
  }

  /** Whether every guest went, and no limit was passed. */
  boolean good() {
    return moved == guests && state.equals("completed") && limitsHeld;
  }
}
