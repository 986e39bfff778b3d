package io.godwit.cli.simulation;

import io.godwit.events.EffectivePolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What became of one guest under each policy.
 *
 * @param fates by policy
 * @param meets by policy: which of the intents its fate meets, by their order
 * @param within by policy: in which of the intents' budgets its fate is
 */
record Outcome(List<Fate> fates, List<BitSet> meets, List<BitSet> within) {

  /**
   * @param intents as they apply to this guest
   */
  static Outcome of(List<Fate> fates, List<EffectivePolicy> intents, Instant start) {
    var meets = new ArrayList<BitSet>();
    var within = new ArrayList<BitSet>();
    for (var fate : fates) {
      var met = new BitSet();
      var kept = new BitSet();
      for (int i = 0; i < intents.size(); i++) {
        met.set(i, fate.meets(intents.get(i), start));
        kept.set(i, fate.within(intents.get(i)));
      }
      meets.add(met);
      within.add(kept);
    }
    return new Outcome(fates, meets, within);
  }

  boolean reaches(int intent) {
    return meets.stream().anyMatch(met -> met.get(intent));
  }
}
