package io.godwit.agent.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.agent.hypervisor.Offer.Comparison;
import org.junit.jupiter.api.Test;

/** Words as libvirt 11.3 and 12.8 say them. */
class CpuWordsTest {
  @Test
  void missingFeaturesAreThoseThatLibvirtNames() {
    var cpu =
        CpuWords.ofFailure(
            91,
            "the CPU is incompatible with host CPU: Host CPU does not provide required features:"
                + " hle, avx512f");

    assertThat(cpu.comparison()).isEqualTo(Comparison.INCOMPATIBLE);
    assertThat(cpu.missing()).containsExactly("hle", "avx512f");
  }

  @Test
  void modelThatTheHostDoesNotKnowIsIncompatible() {
    var cpu = CpuWords.ofFailure(1, "internal error: Unknown CPU model DiamondRapids");

    assertThat(cpu.comparison()).isEqualTo(Comparison.INCOMPATIBLE);
    assertThat(cpu.missing()).isEmpty();
  }

  @Test
  void anyOtherFailureSaysNothing() {
    assertThat(CpuWords.ofFailure(3, "not supported").comparison()).isEqualTo(Comparison.UNKNOWN);
  }
}
