package io.godwit.agent.host.adapter;

import io.godwit.events.InvalidField;
import io.godwit.events.Require;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Simulated hosts, all in this process, in place of a real one.
 *
 * @param hosts how many, named {@code sim-1} and so on; 0: none, a real host is served
 * @param linkRate bytes per second of each host's link
 * @param memory of each host
 * @param speed how many simulated seconds pass in one
 * @param guests that run on them at the start
 */
@ConfigurationProperties(value = "agent.simulated", ignoreUnknownFields = false)
public record SimulatedProperties(
    @DefaultValue("0") int hosts,
    @DefaultValue("62500000B") DataSize linkRate,
    @DefaultValue("16GB") DataSize memory,
    @DefaultValue("1") double speed,
    List<Guest> guests) {

  /**
   * @param name of the guest
   * @param host where it starts
   * @param memory of the guest
   * @param workingSet how much of it the guest rewrites
   * @param dirtyRate bytes per second at which it does
   */
  public record Guest(
      String name,
      @DefaultValue("sim-1") String host,
      @DefaultValue("512MB") DataSize memory,
      @DefaultValue("64MB") DataSize workingSet,
      @DefaultValue("20MB") DataSize dirtyRate) {
    public Guest {
      Require.text(name, "agent.simulated.guests.name", 255);
      if (workingSet.compareTo(memory) > 0) {
        throw new InvalidField("agent.simulated.guests.working-set", "must not exceed its memory");
      }
    }
  }

  public SimulatedProperties {
    Require.atLeast(hosts, 0, "agent.simulated.hosts");
    if (speed <= 0) {
      throw new InvalidField("agent.simulated.speed", "must be more than 0, is " + speed);
    }
    guests = Require.list(guests);
  }
}
