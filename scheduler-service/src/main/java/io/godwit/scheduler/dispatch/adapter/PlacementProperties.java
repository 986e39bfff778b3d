package io.godwit.scheduler.dispatch.adapter;

import io.godwit.events.InvalidField;
import io.godwit.scheduler.dispatch.Limits;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a destination is chosen.
 *
 * @param copyPool where disks are copied to on a host that has no pool of their own pool's name;
 *     empty: nowhere
 * @param weights what a host's score is made of
 */
@ConfigurationProperties(value = "scheduler.placement", ignoreUnknownFields = false)
public record PlacementProperties(
    @DefaultValue("default") String copyPool, @DefaultValue Weights weights) {

  /**
   * @param headroom of memory that stays free there
   * @param links of the way there that is free
   * @param answers that the host gave for this guest so far
   * @param affinity of the guest to those that run there
   * @param time that the migration is predicted to take
   */
  public record Weights(
      @DefaultValue("1") double headroom,
      @DefaultValue("1") double links,
      @DefaultValue("2") double answers,
      @DefaultValue("2") double affinity,
      @DefaultValue("1") double time) {
    public Weights {
      Map.of(
              "headroom", headroom,
              "links", links,
              "answers", answers,
              "affinity", affinity,
              "time", time)
          .forEach((key, weight) -> {
            if (!(weight >= 0)) {
              throw new InvalidField("scheduler.placement.weights." + key, "must be at least 0");
            }
          });
    }
  }

  Limits.Placing placing(int shortlist) {
    return new Limits.Placing(
        shortlist,
        copyPool.isBlank() ? null : copyPool,
        new Limits.Weights(
            weights.headroom, weights.links, weights.answers, weights.affinity, weights.time));
  }
}
