package io.godwit.scheduler.dispatch;

import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a dispatch may hand out.
 *
 * @param outgoingPerHost migrations that one host may send at once; 0: no limit. On one link two
 *     migrations take as long as one after the other, but both guests are exposed all the time
 * @param memoryMargin how much more memory than the guest's a destination must have free
 * @param silence of a host, after which it is not used
 * @param giveUp how long a migration waits for a destination
 * @param bandwidthPerMigration the most that one migration may send; absent: no limit
 * @param switchoverShare of the link's rate, of which QEMU is told at the start
 */
public record Limits(
    int outgoingPerHost,
    double memoryMargin,
    Duration silence,
    Duration giveUp,
    @Nullable BytesPerSecond bandwidthPerMigration,
    double switchoverShare) {

  Bytes withMargin(Bytes memory) {
    return new Bytes((long) Math.ceil(memory.count() * memoryMargin));
  }
}
