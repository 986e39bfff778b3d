package io.godwit.policy.ladder;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a ladder has seen and done. Immutable.
 *
 * @param taken indices of the rungs that were taken or passed
 * @param waiting indices of the rungs whose stall was seen and that wait for a local minimum
 * @param lastLook when it looked last; absent: never
 * @param remainingAtLook bytes that remained then
 * @param passAtLook the pass then
 * @param risen how often more remained than at the look before
 * @param lastFell when less last remained than at the look before
 * @param boundaries what remained at each pass boundary, oldest first
 */
public record LadderTrack(
    List<Integer> taken,
    List<Integer> waiting,
    @Nullable Duration lastLook,
    long remainingAtLook,
    int passAtLook,
    int risen,
    Duration lastFell,
    List<Boundary> boundaries) {
  public static final LadderTrack BEGIN =
      new LadderTrack(List.of(), List.of(), null, 0, 1, 0, Duration.ZERO, List.of());

  /** Bytes that remained at a pass boundary. */
  public record Boundary(Duration elapsed, long remaining) {}

  public LadderTrack {
    taken = List.copyOf(taken);
    waiting = List.copyOf(waiting);
    boundaries = List.copyOf(boundaries);
  }

  LadderTrack with(List<Integer> taken, List<Integer> waiting) {
    return new LadderTrack(
        taken, waiting, lastLook, remainingAtLook, passAtLook, risen, lastFell, boundaries);
  }
}
