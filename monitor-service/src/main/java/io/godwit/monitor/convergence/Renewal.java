package io.godwit.monitor.convergence;

import io.godwit.events.convergence.ProgressSample;
import java.util.Objects;

/** The next track in the making. */
final class Renewal {
  private final Track known;
  private final ProgressSample sample;
  private final Settings settings;
  boolean continuous;
  Flow flow;
  Slope slope;
  Passes passes;
  private Estimate estimate;
  Advance advance;
  Knowledge knowledge;
  private Lows lows;
  Wire wire;
  DiskFlow disks;

  Renewal(Track known, ProgressSample sample) {
    this.known = known;
    this.sample = sample;
    settings = Settings.of(sample);
    continuous = known.continuous();
    flow = known.flow();
    slope = known.slope();
    passes = known.passes();
    estimate = known.estimate();
    advance = known.advance();
    knowledge = known.knowledge();
    lows = known.lows();
    wire = known.wire();
    disks = known.disks();
  }

  void settings(Reading now) {
    var before = known.settings();
    if (settings.equals(before)) {
      return;
    }
    lows = Lows.NONE;
    if (settings.limit() != before.limit()) {
      flow = flow.anew(now, flow.bytesPerSecond());
      estimate = Estimate.NONE;
    }
    if (settings.throttlePercent() != before.throttlePercent()
        || settings.paused() != before.paused()) {
      slope = slope.since(now.elapsedMillis());
      estimate = Estimate.NONE;
    }
  }

  void renew(Scene scene, boolean boundary) {
    double freedom = (settings.freedom() + known.settings().freedom()) / 2;
    var latest = passes.latest();
    long now = scene.now().elapsedMillis();
    if (continuous) {
      estimate = SlopeEstimator.renew(estimate, slope, passes, boundary, scene);
      boolean first = passes.firstMillis() == now;
      knowledge =
          boundary && latest != null
              ? first
                  ? knowledge.firstPassOfContinuous(latest, freedom, now)
                  : knowledge.passOfContinuous(latest, freedom)
              : knowledge.stretch(slope, freedom, true);
    } else {
      estimate = BoundaryEstimator.renew(passes, scene);
      knowledge = latest == null ? knowledge : knowledge.pass(latest, freedom);
    }
    lows = lows.with(scene.now().remaining(), boundary);
  }

  Advance advanced(Scene scene) {
    long remaining = scene.now().remaining();
    if (sample.pass() == 1) {
      return advance.inFirstPass(sample.memoryTotal().count(), remaining, slope.rewritten());
    }
    // In a saw-tooth only what remained at a boundary means anything.
    var start = Objects.requireNonNull(passes.start());
    double level = continuous ? (double) remaining : (double) start.remaining();
    return advance.converging(passes.firstRemaining(), level, scene.threshold());
  }

  Track track() {
    return new Track(
        known.migration(),
        known.attempt(),
        sample.about().sequence(),
        known.iterationAhead(),
        continuous,
        sample.phase(),
        settings,
        flow,
        slope,
        passes,
        estimate,
        advance,
        knowledge,
        lows,
        wire,
        disks,
        known.lastBelief());
  }
}
