package io.godwit.agent.hypervisor.libvirt;

import io.godwit.agent.hypervisor.Offer.Comparison;
import io.godwit.agent.hypervisor.Offer.Cpu;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What virConnectCompareHypervisorCPU's errors mean. */
public final class CpuWords {
  /** VIR_ERR_CPU_INCOMPATIBLE. */
  private static final int INCOMPATIBLE = 91;

  private static final String MISSING = "required features: ";

  private CpuWords() {}

  /**
   * A host that does not know a model or feature cannot offer it; libvirt says so as an internal
   * error.
   */
  public static Cpu ofFailure(int code, String words) {
    var small = words.toLowerCase(Locale.ROOT);
    boolean unheardOf =
        small.contains("unknown cpu model") || small.contains("unknown cpu feature");
    return code == INCOMPATIBLE || unheardOf
        ? new Cpu(Comparison.INCOMPATIBLE, words, missing(words))
        : Cpu.of(Comparison.UNKNOWN, words);
  }

  private static List<String> missing(String words) {
    int at = words.indexOf(MISSING);
    return at < 0
        ? List.of()
        : Arrays.stream(words.substring(at + MISSING.length()).split(",", -1))
            .map(String::strip)
            .filter(feature -> !feature.isEmpty())
            .toList();
  }
}
