package io.godwit.agent.host.adapter;

import io.godwit.events.GuestClass;
import io.godwit.events.InvalidField;
import io.godwit.events.Require;
import java.time.Duration;
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
   * @param workingSet how much of it the guest rewrites, where it has no spells
   * @param dirtyRate bytes per second at which it does
   * @param used how much of it is not zero; absent: the working set and 64 MiB
   * @param inOrder whether it rewrites page after page, not anywhere
   * @param fullRate bytes per second that its CPUs would write if they did nothing else; absent:
   *     what they write
   * @param compressible share of each page that a compressor leaves out
   * @param spells one after the other, in place of the working set and rate
   * @param repeats whether the first spell follows the last; else the last one lasts on
   * @param guestClass what it tolerates
   * @param project whose it is
   * @param labels anything else that its metadata says
   */
  public record Guest(
      String name,
      @DefaultValue("sim-1") String host,
      @DefaultValue("512MB") DataSize memory,
      @DefaultValue("64MB") DataSize workingSet,
      @DefaultValue("20MB") DataSize dirtyRate,
      @Nullable DataSize used,
      @DefaultValue("false") boolean inOrder,
      @Nullable DataSize fullRate,
      @DefaultValue("0") double compressible,
      List<Spell> spells,
      @DefaultValue("false") boolean repeats,
      @Nullable GuestClass guestClass,
      @Nullable String project,
      Map<String, String> labels) {

    /** One that always does the same. */
    public Guest(
        String name, String host, DataSize memory, DataSize workingSet, DataSize dirtyRate) {
      this(
          name,
          host,
          memory,
          workingSet,
          dirtyRate,
          null,
          false,
          null,
          0,
          List.of(),
          false,
          null,
          null,
          Map.of());
    }

    @ConstructorBinding
    public Guest {
      Require.text(name, "agent.simulated.guests.name", 255);
      if (workingSet.compareTo(memory) > 0) {
        throw new InvalidField("agent.simulated.guests.working-set", "must not exceed its memory");
      }
      if (!(compressible >= 0 && compressible <= 1)) {
        throw new InvalidField("agent.simulated.guests.compressible", "must be 0 to 1");
      }
      spells = spells == null ? List.of() : List.copyOf(spells);
      labels = labels == null ? Map.of() : Map.copyOf(labels);
    }
  }

  /**
   * @param lasts how long
   * @param writers that write meanwhile, each to memory of its own
   */
  public record Spell(@DefaultValue("0s") Duration lasts, List<Writer> writers) {
    public Spell {
      Require.notNegative(lasts, "agent.simulated.guests.spells.lasts");
      writers = writers == null ? List.of() : List.copyOf(writers);
    }
  }

  /**
   * @param workingSet that it rewrites
   * @param dirtyRate bytes per second at which it does
   */
  public record Writer(DataSize workingSet, DataSize dirtyRate) {
    public Writer {
      Require.present(workingSet, "agent.simulated.guests.spells.writers.working-set");
      Require.present(dirtyRate, "agent.simulated.guests.spells.writers.dirty-rate");
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
