package io.godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          up --hosts lab:0                 | '--hosts': 0 hosts: not between 1 and 16
          up --hosts lab:-1                | '--hosts': 'lab:-1' is none of lab:N
          up --hosts nowhere               | '--hosts': 'nowhere' is none of lab:N
          up --link fast                   | '--link': 'fast' is not a rate
          up --link 200gbit                | '--link': 200gbit is more than 100gbit
          up --limit -3                    | '--limit': -3 is not between 1
          up --limit many                  | '--limit': 'many' is not a whole number
          up --port 70000                  | '--port': 70000 is not between 0 and 65535
          up --prot 1                      | Unknown options: '--prot', '1'
          up --memory much                 | '--memory': 'much' is not an amount as 3GiB
          up --memory 1MiB                 | '--memory': 1MiB is less than 256MiB
          up --suite forky,sid             | '--suite' (SUITE): 'sid' is none of forky, trixie
          up --suite trixie --hosts simulated:1 --folder target/none | --suite: only hosts of the lab
          up --scheduler limits            | '--scheduler' (KEY=VALUE): 'limits' is not KEY=VALUE
          demo --guest 64                  | '--guest' (SET@RATE): '64' is not SET@RATE
          demo --guest 0@5                 | '--guest' (SET@RATE): a working set of 0 MiB
          demo --guest 5@0                 | '--guest' (SET@RATE): a rate of 0 MiB/s
          demo --hosts simulated:1         | --hosts: a guest needs two hosts to move
          demo --hosts qemu:///system      | --hosts: the demonstration makes its own
          migrate                          | Missing required parameter: 'GUEST'
          migrate a b c                    | Unmatched argument at index 3: 'c'
          migrate a --timeout soon         | '--timeout': 'soon' is not a whole number
          show                             | Missing required parameter: 'ID'
          explain                          | Missing required parameter: 'ID'
          cancel                           | Missing required parameter: 'ID'
          list --limit 0                   | '--limit': 0 is not between 1
          list --url ftp                   | --url: 'ftp' is not a URL
          list --url http://               | --url: 'http://' is not a URL
          retune ID                        | nothing is to be changed: name one of the options
          retune ID --downtime soon        | '--downtime': 'soon' is not a period as 500ms
          retune ID --throttle 100         | '--throttle': 100 is not between 0 and 99
          retune ID --pause -1s            | '--pause': '-1s' is not a period
          retune ID --bandwidth fast       | '--bandwidth': 'fast' is not a rate
          retune ID --post-copy yes        | '--post-copy': 'yes' is none of forbid, allow
          retune ID --post-copy allow      | --explanation: is required where post-copy is
          retune ID --deadline soon        | 'soon' is neither a period as 10m nor a moment
          retune ID --deadline 0s          | '0s' is no time at all
          retune ID --last-resort pray     | '--last-resort': 'pray' is none of abort
          complete                         | Missing required parameter: 'ID'
          complete ID --override           | --explanation: is required with --override
          policies fly                     | ACTION: 'fly' is none of list, show, set, retire, match
          policies show                    | NAME: show needs the name of a policy
          policies list x                  | NAME: 'x', but list takes none
          policies set x                   | --file: is required with set
          policies set x --file /none      | --file: '/none' cannot be read
          policies show x --file /none     | --file: not with this action
          policies list --if-version 1     | --if-version: not with this action
          policies retire x --if-version 0 | '--if-version': 0 is not between 1
          policies list --content          | --content: not with this action
          policies list --reason user      | --reason: only with match
          policies show x --label a=b      | --label: only with match
          policies match --label a         | '--label' (KEY=VALUE): 'a' is not KEY=VALUE
          policies match --reason whim     | '--reason': 'whim' is none of evacuation
          replay                           | Missing required option: '--policy=NAME'
          replay --policy nova             | ID: is required without --file
          replay --policy nova --file /no  | --file: '/no' cannot be read
          fly                              | Unmatched argument at index 0: 'fly'
          """)
  void wrongArgumentIsNamedAndEndsWithStatus2(String arguments, String message) {
    int status = run(arguments.split(" +"));

    assertThat(err.toString()).contains(message);
    assertThat(status).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "up",
        "down",
        "status",
        "demo",
        "migrate",
        "list",
        "show",
        "explain",
        "watch",
        "cancel",
        "hosts",
        "host",
        "queue",
        "prioritize",
        "plan",
        "evacuate",
        "evacuations",
        "policies",
        "retune",
        "complete",
        "replay"
      })
  void everyCommandHasHelpWithAnExampleAndJson(String command) {
    int status = run(command, "--help");

    assertThat(status).isZero();
    assertThat(out.toString()).contains("Examples:", "./godwit " + command, "--json");
  }

  @Test
  void noCommandShowsWhatThereIsAndFails() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("migrate", "demo", "Examples:");
  }

  @Test
  void commandWithoutADeploymentSaysHowToHaveOne(@TempDir Path folder) {
    assertThat(run("list", "--folder", folder.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("nothing is up in " + folder, "./godwit up");
  }

  @Test
  void gatewayThatDoesNotAnswerIsNamed() {
    assertThat(run("hosts", "--url", "http://127.0.0.1:1")).isEqualTo(1);
    assertThat(err.toString()).contains("the gateway at http://127.0.0.1:1/ does not answer");
  }

  private int run(String... arguments) {
    return Godwit.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(List.of(arguments).toArray(String[]::new));
  }
}
