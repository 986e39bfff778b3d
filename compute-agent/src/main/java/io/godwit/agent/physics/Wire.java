package io.godwit.agent.physics;

import io.godwit.events.agent.StartSettings;

/** How fast pages move on a wire of so many bytes per second. */
final class Wire {
  /** At which QEMU finds out that pages are zero. */
  private static final double SCAN_RATE = 4e9;

  /** Of each of several connections, with compression. */
  private static final double COMPRESSED_PER_CONNECTION = 400e6;

  /** What zstd leaves even of what compresses well. */
  private static final double INCOMPRESSIBLE = 0.03;

  private final double usedShare;
  private final double perByte;
  private final double most;

  Wire(Workload workload, double memory, StartSettings settings) {
    var parallel = settings.parallel();
    boolean zstd = parallel != null && parallel.compression() != null;
    usedShare = workload.used().count() / memory;
    perByte = zstd ? Math.max(INCOMPRESSIBLE, 1 - workload.compressible()) : 1;
    most =
        zstd && parallel != null
            ? COMPRESSED_PER_CONNECTION * parallel.connections()
            : Double.POSITIVE_INFINITY;
  }

  /** Share of the guest's pages that are not zero. */
  double usedShare() {
    return usedShare;
  }

  /** Bytes on the wire for pages that are not zero. */
  double bytes(double pages) {
    return pages * perByte;
  }

  /** Bytes per second of pages that are not zero. */
  double pageRate(double rate) {
    return Math.min(most, rate / perByte);
  }

  /** Bytes per second of all pages: zero ones go in no time. */
  double scanRate(double rate) {
    return Math.min(SCAN_RATE, pageRate(rate) / Math.max(1e-9, usedShare));
  }
}
