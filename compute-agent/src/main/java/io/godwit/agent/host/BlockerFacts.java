package io.godwit.agent.host;

import io.godwit.events.agent.Fact;
import io.godwit.events.agent.Fact.Answer;
import io.godwit.events.agent.GuestNeeds;
import java.util.Comparator;
import java.util.stream.Collectors;

/** What in the guest's definition stands in the way of any migration. */
final class BlockerFacts {
  private record Blocker(Answer answer, String reason) {}

  private BlockerFacts() {}

  /** The worst of them, with the words of all. */
  static Fact of(Answering answering, GuestNeeds needs) {
    var blockers = needs.blockers().stream().map(BlockerFacts::known).toList();
    if (blockers.isEmpty()) {
      return answering.lasting(
          "blockers", Answer.YES, "nothing in its definition stands in the way", "");
    }
    var worst =
        blockers.stream()
            .map(Blocker::answer)
            .min(Comparator.naturalOrder())
            .orElse(Answer.NO_IDEA);
    var reason = blockers.stream().map(Blocker::reason).collect(Collectors.joining("; "));
    return answering.lasting("blockers", worst, reason, String.join(", ", needs.blockers()));
  }

  private static Blocker known(String word) {
    return switch (word) {
      case "host-passthrough" ->
          new Blocker(
              Answer.PROBABLY_NO, "it sees its host's CPU itself, which another host may not have");
      case "invtsc" -> no("its time stamp counter is invariant and its frequency not fixed");
      case "virtiofs", "filesystem" -> no("a folder of its host is passed through");
      case "pci-device", "pci-interface", "mdev-device" ->
          new Blocker(
              Answer.NO_IDEA, "a device is passed through: only some drivers let it migrate");
      case "teamed-interface" ->
          new Blocker(
              Answer.PROBABLY_YES,
              "an interface is unplugged for the migration, as it is meant to");
      case "usb-device", "scsi-device", "host-capability" ->
          no("a device is passed through of a kind that does not migrate");
      case "vdpa" -> no("an interface is a vDPA device");
      case "shared-memory" -> no("it shares memory with others on its host");
      case "tpm-passthrough" -> no("its TPM is the host's");
      case "nvme-disk" -> no("a disk is an NVMe device of its host");
      case "transient-disk" -> no("what is written to a disk is dropped at its end");
      case "block-job" ->
          new Blocker(Answer.PROBABLY_NO, "a disk is being copied: the copy has to end before");
      case "job" -> new Blocker(Answer.PROBABLY_NO, "another job runs: it has to end before");
      case "launch-security" -> no("its memory is encrypted by its host's CPU");
      default -> new Blocker(Answer.NO_IDEA, "it is not known what comes of " + word);
    };
  }

  private static Blocker no(String reason) {
    return new Blocker(Answer.NO, reason);
  }
}
