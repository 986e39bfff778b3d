package io.godwit.agent.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.agent.hypervisor.HypervisorException.Kind;
import io.godwit.events.agent.GuestState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LibvirtAnswersTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, UNKNOWN",
    "1, 1, RUNNING",
    "1, 6, RUNNING",
    "1, 10, RUNNING_POST_COPY",
    "1, 11, POST_COPY_FAILED",
    "2, 0, RUNNING",
    "3, 1, PAUSED_BY_USER",
    "3, 2, PAUSED_MIGRATING",
    "3, 5, PAUSED_OTHER",
    "3, 10, CRASHED",
    "3, 12, PAUSED_POST_COPY",
    "3, 13, POST_COPY_FAILED",
    "4, 1, RUNNING",
    "5, 1, SHUT_OFF",
    "5, 3, CRASHED",
    "6, 1, CRASHED",
    "7, 0, PAUSED_OTHER",
    "99, 0, UNKNOWN"
  })
  void stateAndReasonSayWhatTheGuestDoes(int state, int reason, GuestState expected) {
    assertThat(DomainStates.of(state, reason)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "42 | Domain not found: no domain with matching uuid | NO_SUCH_GUEST | FAILED",
        "55 | Requested operation is not valid: no job is active on the domain | NO_JOB | FAILED",
        "55 | post-copy can only be started while outgoing migration is in progress | NO_JOB | FAILED",
        "55 | requires migration to be started with VIR_MIGRATE_POSTCOPY flag | UNSUPPORTED | UNSUPPORTED",
        "55 | cannot abort migration in post-copy mode | WRONG_STATE | WRONG_STATE",
        "55 | domain is not running | WRONG_STATE | WRONG_STATE",
        "3 | this function is not supported by the connection driver | UNSUPPORTED | UNSUPPORTED",
        "67 | unsupported configuration | UNSUPPORTED | UNSUPPORTED",
        "74 | argument unsupported | UNSUPPORTED | UNSUPPORTED",
        "84 | Operation not supported | UNSUPPORTED | UNSUPPORTED",
        "5 | can't connect | UNREACHABLE | FAILED",
        "6 | invalid connection pointer | UNREACHABLE | FAILED",
        "68 | cannot acquire state change lock | UNREACHABLE | FAILED",
        "78 | operation aborted: migration out job: canceled by client | ABORTED | ABORTED",
        "9 | operation failed: job 'migration out' failed | FAILED | FAILED",
        "1 | internal error | FAILED | FAILED"
      })
  void errorCodeSaysWhatMayBeConcluded(int code, String words, Kind ofCall, Kind ofMigration) {
    assertThat(ErrorKinds.ofCall(code, words)).isEqualTo(ofCall);
    assertThat(ErrorKinds.ofMigration(code, words)).isEqualTo(ofMigration);
  }
}
