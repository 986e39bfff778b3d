package io.godwit.agent.host.adapter;

import io.godwit.events.InvalidField;
import io.godwit.events.Require;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
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
 * @param described hosts that are not like the others, by name
 * @param uplinks bytes per second that a group of hosts shares towards all others, by group
 * @param tellLinks whether their inventories say what their links carry
 */
@ConfigurationProperties(value = "agent.simulated", ignoreUnknownFields = false)
public record SimulatedProperties(
    @DefaultValue("0") int hosts,
    @DefaultValue("62500000B") DataSize linkRate,
    @DefaultValue("16GB") DataSize memory,
    @DefaultValue("1") double speed,
    List<Guest> guests,
    Map<String, Host> described,
    Map<String, DataSize> uplinks,
    @DefaultValue("true") boolean tellLinks) {

  /** All hosts alike. */
  public SimulatedProperties(
      int hosts, DataSize linkRate, DataSize memory, double speed, List<Guest> guests) {
    this(hosts, linkRate, memory, speed, guests, Map.of(), Map.of(), true);
  }

  /**
   * @param linkRate bytes per second of its link; absent: as the others'
   * @param memory absent: as the others'
   * @param uplink the group of hosts to which it belongs; absent: none
   */
  public record Host(
      @Nullable DataSize linkRate, @Nullable DataSize memory, @Nullable String uplink) {}

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

  @ConstructorBinding
  public SimulatedProperties {
    Require.atLeast(hosts, 0, "agent.simulated.hosts");
    if (speed <= 0) {
      throw new InvalidField("agent.simulated.speed", "must be more than 0, is " + speed);
    }
    guests = Require.list(guests);
    described = described == null ? Map.of() : Map.copyOf(described);
    uplinks = uplinks == null ? Map.of() : Map.copyOf(uplinks);
  }
}
