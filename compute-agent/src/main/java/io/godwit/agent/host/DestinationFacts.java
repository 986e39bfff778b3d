package io.godwit.agent.host;

import io.godwit.events.agent.Fact;
import io.godwit.events.agent.Fact.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a destination knows about taking a guest. Facts only: the verdict is the scheduler's. */
public final class DestinationFacts {
  /** Those that need to know what the guest needs. */
  private static final List<String> ABOUT_NEEDS =
      List.of(
          "architecture",
          "virtualization",
          "machine-type",
          "firmware",
          "tpm",
          "cpu",
          "huge-pages",
          "numa",
          "pinned-cpus",
          "devices",
          "network",
          "disk",
          "copied-disk-room",
          "exclusive-storage",
          "disk-cache",
          "blockers");

  private DestinationFacts() {}

  /** All facts, in the order in which they are to be read. */
  public static List<Fact> of(Question question, HostView host, Instant now) {
    return switch (host) {
      case HostView.Unreachable(var words) -> unreachable(question, words, now);
      case HostView.Seen seen -> of(new Answering(question, seen, now));
    };
  }

  private static List<Fact> unreachable(Question question, String words, Instant now) {
    var here = question.here().value();
    return List.of(
        GuestFacts.otherHost(question, now),
        new Fact(
            "hypervisor-reachable",
            Answer.NO,
            "the hypervisor does not answer",
            words,
            now,
            here,
            null));
  }

  private static List<Fact> of(Answering answering) {
    var facts = new ArrayList<Fact>();
    facts.add(GuestFacts.otherHost(answering.question(), answering.now()));
    facts.add(
        answering.passing(
            "hypervisor-reachable",
            Answer.YES,
            "the hypervisor answers",
            answering.host().hypervisor()));
    facts.add(GuestFacts.guestNotHere(answering));
    facts.add(HypervisorFacts.version(answering));
    facts.add(MemoryFacts.memory(answering));
    var needs = answering.question().needs();
    if (needs == null) {
      ABOUT_NEEDS.forEach(name -> facts.add(unknown(answering, name)));
    } else {
      facts.addAll(HypervisorFacts.of(answering, needs));
      facts.addAll(MemoryFacts.of(answering, needs));
      facts.addAll(DeviceFacts.of(answering, needs));
      facts.addAll(DiskFacts.of(answering, needs));
      facts.addAll(StorageSafety.of(answering, needs));
      facts.add(BlockerFacts.of(answering, needs));
    }
    facts.add(ReachFacts.migrationNetwork(answering));
    return List.copyOf(facts);
  }

  private static Fact unknown(Answering answering, String name) {
    return answering.lasting(
        name, Answer.NO_IDEA, "the source has not said what the guest needs", "");
  }
}
