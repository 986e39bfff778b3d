package io.godwit.scheduler.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.GuestClass;
import io.godwit.events.agent.Fact;
import io.godwit.events.agent.Fact.Answer;
import io.godwit.scheduler.verdict.FactVerdict.Accepted;
import io.godwit.scheduler.verdict.FactVerdict.Refused;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FactVerdictTest {
  private static final LeastAnswers LEAST = LeastAnswers.DEFAULT;

  @ParameterizedTest
  @CsvSource({
    "memory, STANDARD, NO_IDEA",
    "exclusive-storage, STANDARD, NO_IDEA",
    "disk-vda, BATCH, NO_IDEA",
    "network-default, CRITICAL, NO_IDEA",
    "guest-not-here, CRITICAL, PROBABLY_NO",
    "affinity, STANDARD, PROBABLY_NO",
    "convergence, CRITICAL, PROBABLY_NO",
    "hypervisor-version, STANDARD, PROBABLY_NO",
    "hypervisor-version, BATCH, PROBABLY_NO",
    "hypervisor-version, CRITICAL, NO_IDEA",
  })
  void leastAnswersThatGodwitComesWith(String fact, GuestClass guestClass, Answer least) {
    assertThat(LEAST.of(fact, guestClass)).isEqualTo(least);
  }

  @ParameterizedTest
  @EnumSource(Answer.class)
  void answerIsAcceptedFromTheLeastOneOn(Answer answer) {
    var verdict =
        FactVerdict.of(List.of(fact("memory", answer)), GuestClass.STANDARD, false, LEAST);
    boolean accepted = answer.compareTo(Answer.NO_IDEA) >= 0;
    assertThat(verdict).isInstanceOf(accepted ? Accepted.class : Refused.class);
  }

  @Test
  void refusalNamesEveryFactThatRefusedInItsOrder() {
    var cpu = fact("cpu", Answer.NO);
    var memory = fact("memory", Answer.PROBABLY_NO);
    var verdict =
        FactVerdict.of(
            List.of(fact("tpm", Answer.YES), cpu, memory), GuestClass.BATCH, false, LEAST);
    assertThat(verdict).isEqualTo(new Refused(List.of(cpu, memory)));
    assertThat(((Refused) verdict).words())
        .isEqualTo("cpu: because of cpu; memory: because of memory");
  }

  @Test
  void whatIsSaidOfAClassGoesBeforeWhatIsSaidOfAllAndItsOwnNameBeforeItsKind() {
    var least =
        new LeastAnswers(
            Map.of(GuestClass.CRITICAL, Map.of("disk", Answer.YES, "disk-vdb", Answer.NO)),
            Map.of("disk", Answer.PROBABLY_YES, "hypervisor-version", Answer.YES));
    assertThat(least.of("disk-vda", GuestClass.CRITICAL)).isEqualTo(Answer.YES);
    assertThat(least.of("disk-vdb", GuestClass.CRITICAL)).isEqualTo(Answer.NO);
    assertThat(least.of("disk-vda", GuestClass.BATCH)).isEqualTo(Answer.PROBABLY_YES);
    assertThat(least.of("disk-cache", GuestClass.BATCH)).isEqualTo(Answer.NO_IDEA);
    assertThat(least.of("hypervisor-version", GuestClass.BATCH)).isEqualTo(Answer.YES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "other-host",
        "guest-not-here",
        "architecture",
        "machine-type",
        "cpu",
        "devices",
        "disk-vda",
        "disk-cache",
        "exclusive-storage"
      })
  void noForceGoesAgainstDamage(String name) {
    var no = fact(name, Answer.NO);
    assertThat(FactVerdict.of(List.of(no), GuestClass.BATCH, true, LEAST))
        .isEqualTo(new Refused(List.of(no)));
    var probably = fact(name, Answer.PROBABLY_NO);
    assertThat(FactVerdict.of(List.of(probably), GuestClass.BATCH, true, LEAST))
        .isInstanceOf(Accepted.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "memory",
        "hypervisor-version",
        "network-default",
        "affinity",
        "host-open",
        "copied-disk-room",
        "numa",
        "capacity"
      })
  void forceConcedesWhatIsAPreferenceAndItIsRecorded(String name) {
    var no = fact(name, Answer.NO);
    assertThat(FactVerdict.of(List.of(no), GuestClass.STANDARD, true, LEAST))
        .isEqualTo(new Accepted(List.of(no)));
  }

  @Test
  void worstAnswerCounts() {
    assertThat(FactVerdict.worst(List.of())).isEqualTo(Answer.YES);
    assertThat(FactVerdict.worst(List.of(fact("a", Answer.YES), fact("b", Answer.PROBABLY_NO))))
        .isEqualTo(Answer.PROBABLY_NO);
  }

  private static Fact fact(String name, Answer answer) {
    return new Fact(name, answer, "because of " + name, "", Instant.EPOCH);
  }
}
