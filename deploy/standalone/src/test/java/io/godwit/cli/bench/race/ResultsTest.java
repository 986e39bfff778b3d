package io.godwit.cli.bench.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.cli.bench.race.Run.Outcome;
import io.godwit.cli.deployment.Invalid;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
  @TempDir private Path folder;

  @Test
  void runsAreThereAgainAfterARestart() throws Exception {
    var file = folder.resolve("deep").resolve("results.jsonl");
    var first = Runs.of("virsh-plain").completed(4000, 100);
    var second = Runs.of("godwit-critical").ended(Outcome.GIVEN_UP);

    var results = Results.of(file);
    results.add(first);
    results.add(second);

    assertThat(Results.of(file).runs()).containsExactly(first, second).isEqualTo(results.runs());
    assertThat(Files.readAllLines(file)).hasSize(2);
  }

  @Test
  void lineThatWasCutShortIsLeftOutAndDoesNotSpoilTheNext() throws Exception {
    var file = folder.resolve("results.jsonl");
    var first = Runs.of("virsh-plain").completed(4000, 100);
    var second = Runs.of("virsh-suspend").completed(5000, 100);
    Results.of(file).add(first);
    Files.writeString(file, "{\"round\": 1, \"li", StandardOpenOption.APPEND);

    var results = Results.of(file);
    assertThat(results.runs()).containsExactly(first);
    results.add(second);

    assertThat(Results.of(file).runs()).containsExactly(first, second);
  }

  @Test
  void lineThatIsNoRunIsNamed() throws Exception {
    var file = folder.resolve("results.jsonl");
    Results.of(file).add(Runs.of("virsh-plain").completed(4000, 100));
    Files.writeString(file, "not a run\n", StandardOpenOption.APPEND);

    assertThatThrownBy(() -> Results.of(file))
        .isInstanceOf(Invalid.class)
        .hasMessageStartingWith("--results: line 2 is no run");
  }

  @Test
  void cellIsOverOnceMeasuredOrTriedThreeTimes() {
    var cell = Cell.all(1, Choice.of(List.of("slow", "200@50", "virsh-plain"))).getFirst();
    var good = Runs.of("virsh-plain").completed(4000, 100);
    var passed = Runs.of("virsh-plain").withoutCount("too fast");
    var broken = Runs.of("virsh-plain").ended(Outcome.BROKEN);
    var other = new Runs(2, "200@50", "virsh-plain").completed(4000, 100);

    assertThat(cell.over(List.of())).isFalse();
    assertThat(cell.over(List.of(other))).isFalse();
    assertThat(cell.over(List.of(passed, broken))).isFalse();
    assertThat(cell.over(List.of(passed, good))).isTrue();
    assertThat(cell.over(List.of(passed, broken, passed))).isTrue();
    assertThat(cell.measured(List.of(passed, broken, passed))).isFalse();
    assertThat(cell.over(List.of(Runs.of("virsh-plain").ended(Outcome.CAPPED)))).isTrue();
  }

  @Test
  void roundsAreOutermostAndOnEachLinkManualWaysComeFirst() {
    var choice = Choice.of(List.of("idle", "64@20", "virsh-plain", "godwit-standard"));

    assertThat(Cell.all(2, choice).stream().limit(9).map(Cell::toString))
        .containsExactly(
            "round 1, slow, idle, virsh-plain",
            "round 1, slow, 64@20, virsh-plain",
            "round 1, slow, idle, godwit-standard",
            "round 1, slow, 64@20, godwit-standard",
            "round 1, limited, idle, virsh-plain",
            "round 1, limited, 64@20, virsh-plain",
            "round 1, limited, idle, godwit-standard",
            "round 1, limited, 64@20, godwit-standard",
            "round 2, slow, idle, virsh-plain");
    assertThat(Cell.all(3, Choice.of(List.of()))).hasSize(3 * 2 * 10 * 8);
  }
}
