package io.godwit.cli.bench;

import java.time.Duration;

/**
 * What so many migrations cost, in microseconds of processor time per sample.
 *
 * @param migrations that run
 * @param samples that were dealt with
 * @param samplesPerSecond from the topic of samples to what the policy had committed, with all
 *     processes on this machine
 * @param escalations decided and verified meanwhile
 * @param onTwoCores samples a second if monitor and policy had two cores for themselves, one each
 */
record ThroughputResult(
    int migrations,
    long samples,
    long samplesPerSecond,
    double monitorMicros,
    double policyMicros,
    double bothMicros,
    double brokerMicros,
    double generatorMicros,
    long escalations,
    long onTwoCores) {

  /**
   * How far it had come, and the processor time of each process by then.
   *
   * @param samples dealt with by both
   */
  record Moment(
      long nanos,
      long samples,
      Duration monitor,
      Duration policy,
      Duration broker,
      Duration generator,
      long escalations) {}

  static ThroughputResult of(int migrations, Moment from, Moment to) {
    long samples = to.samples() - from.samples();
    double monitor = micros(from.monitor(), to.monitor(), samples);
    double policy = micros(from.policy(), to.policy(), samples);
    return new ThroughputResult(
        migrations,
        samples,
        Math.round(samples * 1e9 / (to.nanos() - from.nanos())),
        monitor,
        policy,
        tenths(monitor + policy),
        micros(from.broker(), to.broker(), samples),
        micros(from.generator(), to.generator(), samples),
        to.escalations() - from.escalations(),
        Math.round(1e6 / Math.max(monitor, policy)));
  }

  private static double micros(Duration from, Duration to, long samples) {
    return tenths(to.minus(from).toNanos() / 1e3 / Math.max(1, samples));
  }

  private static double tenths(double micros) {
    return Math.round(micros * 10) / 10.0;
  }
}
