package io.godwit.agent.hypervisor;

import io.godwit.events.Bytes;
import io.godwit.events.Require;
import io.godwit.events.agent.HugePages;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a host's hypervisor says when it is asked about one guest that may come here.
 *
 * @param architecture of the host's CPU
 * @param emulations what it runs
 * @param machine what it offers for the guest's architecture, machine type and virtualization;
 *     absent: it does not have that combination, or was not asked
 * @param cpu how its CPU compares with the guest's
 * @param hugePages that are free now, by size of page
 * @param cells memory of its NUMA cells that is free now
 * @param blockDevices what identifies the local block devices it has
 * @param volumes paths of the guest's backing layers that are in its pools
 * @param interfacesTold whether it tells its interfaces, so that one that is not told is not there
 */
public record Offer(
    String architecture,
    List<Emulation> emulations,
    @Nullable Machine machine,
    Cpu cpu,
    List<HugePages> hugePages,
    List<FreeCell> cells,
    List<String> blockDevices,
    List<String> volumes,
    boolean interfacesTold) {

  /**
   * One way in which guests of an architecture are run (capabilities: guest, arch, domain).
   *
   * @param virtualization {@code kvm}, {@code qemu}
   * @param machines machine types and their aliases
   */
  public record Emulation(String architecture, String virtualization, List<String> machines) {
    public Emulation {
      machines = List.copyOf(machines);
    }
  }

  /**
   * Domain capabilities of one machine type.
   *
   * @param firmware that it offers: {@code bios}, {@code efi}
   * @param tpmBackends kinds of TPM that it offers, like {@code emulator}
   */
  public record Machine(List<String> firmware, List<String> tpmBackends) {
    public Machine {
      firmware = List.copyOf(firmware);
      tpmBackends = List.copyOf(tpmBackends);
    }
  }

  /** Memory of a NUMA cell that is free now. */
  public record FreeCell(int cell, Bytes memory) {}

  /**
   * The guest's CPU against the one that the hypervisor offers (virConnectCompareHypervisorCPU).
   *
   * @param words of the hypervisor
   * @param missing features that the guest needs and the host lacks, as the hypervisor names them
   */
  public record Cpu(Comparison comparison, String words, List<String> missing) {
    public Cpu {
      missing = List.copyOf(missing);
    }

    public static Cpu of(Comparison comparison, String words) {
      return new Cpu(comparison, words, List.of());
    }
  }

  /** The result of a comparison of CPUs. */
  public enum Comparison {
    INCOMPATIBLE,
    IDENTICAL,
    SUPERSET,
    /** It was not asked, or could not tell. */
    UNKNOWN
  }

  public Offer {
    Require.text(architecture, "architecture", 50);
    emulations = Require.list(emulations);
    Require.present(cpu, "cpu");
    hugePages = Require.list(hugePages);
    cells = Require.list(cells);
    blockDevices = Require.list(blockDevices);
    volumes = Require.list(volumes);
  }

  /** How the host runs guests of an architecture in that way, if it does. */
  public Optional<Emulation> emulation(String ofArchitecture, String virtualization) {
    return emulations.stream()
        .filter(e ->
            e.architecture().equals(ofArchitecture) && e.virtualization().equals(virtualization))
        .findFirst();
  }
}
