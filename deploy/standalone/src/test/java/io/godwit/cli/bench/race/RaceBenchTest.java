package io.godwit.cli.bench.race;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cli.Godwit;
import io.godwit.cli.bench.race.Run.Outcome;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RaceBenchTest {
  private static final int WRONG_ARGUMENT = 2;
  @TempDir private Path folder;

  @Test
  void wrongArgumentsAreNamed() {
    assertThat(refused("--rounds", "0")).contains("--rounds: 0 is not between 1 and 9");
    assertThat(refused("--only", "slow,fast"))
        .contains("--only: 'fast' is no link (slow, limited), no guest (idle, 64@20, ")
        .contains("no way (virsh, godwit, virsh-plain, ");
    assertThat(refused("--for", "soon")).contains("--for", "'soon' is not a period");
    assertThat(refused("--results", folder.toString()))
        .contains("--results: '" + folder + "' cannot be read");
  }

  @Test
  void wordsOfOneKindLeaveTheOthersWhole() {
    var choice = Choice.of(List.of("limited", "virsh", "godwit-critical"));

    assertThat(choice.links()).containsExactly(RaceLink.LIMITED);
    assertThat(choice.guests()).isEqualTo(RaceGuest.MATRIX);
    assertThat(choice.manual()).isEqualTo(Way.MANUAL);
    assertThat(choice.intended()).extracting(Way::id).containsExactly("godwit-critical");
  }

  @Test
  void tableFailsWhileRunsAreMissingOrACriterionIsNotMet() throws Exception {
    var file = folder.resolve("results.jsonl");
    var results = Results.of(file);
    for (var run : Runs.manual(Runs.of("virsh-plain").completed(4000, 100))) {
      results.add(run);
    }
    assertThat(table(file)).isEqualTo(1);

    results.add(Runs.of("godwit-standard").completed(4000, 100));
    assertThat(table(file)).isZero();

    results.add(Runs.of("godwit-standard").ended(Outcome.CAPPED));
    assertThat(table(file)).isEqualTo(1);
  }

  private int table(Path file) {
    return run(
        new StringWriter(),
        "--table",
        "--rounds",
        "1",
        "--only",
        "slow,200@50,virsh,godwit-standard",
        "--results",
        file.toString());
  }

  private static String refused(String... arguments) {
    var said = new StringWriter();
    assertThat(run(said, arguments)).as(said.toString()).isEqualTo(WRONG_ARGUMENT);
    return said.toString();
  }

  private static int run(StringWriter said, String... arguments) {
    var all = new ArrayList<>(List.of("bench", "race"));
    all.addAll(List.of(arguments));
    var line = Godwit.commandLine();
    line.setErr(new PrintWriter(said, true));
    return line.execute(all.toArray(String[]::new));
  }
}
