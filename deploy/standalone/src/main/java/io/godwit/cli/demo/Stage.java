package io.godwit.cli.demo;

import io.godwit.cli.demo.GuestLoad.DemoGuest;
import io.godwit.cli.deployment.Fleet;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The hosts and guests of a demonstration, real or simulated. */
interface Stage {
  /** Where the guests are at first. */
  String source();

  /** Where they are moved. */
  String destination();

  /** Takes down what an earlier demonstration left. */
  void clear() throws IOException, InterruptedException;

  Fleet fleet() throws IOException, InterruptedException;

  /**
   * Starts the guests on the source and returns when they run steadily.
   *
   * @return what people should know of them
   */
  List<String> startGuests() throws Exception;

  /** What a guest suffered, measured from outside; null where nothing can be measured. */
  @Nullable Suffered suffered(DemoGuest guest, Instant from, Instant to)
      throws IOException, InterruptedException;

  /** Whether the guest runs on the destination and nowhere else. */
  boolean arrived(DemoGuest guest) throws IOException, InterruptedException;

  /** Milliseconds of the guest's normal rate, and of its longest standstill. */
  record Suffered(@Nullable Long lostWorkMillis, @Nullable Long longestGapMillis) {}
}
