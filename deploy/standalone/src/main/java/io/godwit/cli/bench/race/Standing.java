package io.godwit.cli.bench.race;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A way on a guest and a link over all rounds: medians of what completed, or, where nothing did, of
 * what counts.
 *
 * @param tries how many there were, those that do not count too
 */
record Standing(
    String link,
    String guest,
    String way,
    int tries,
    int counted,
    int completed,
    @Nullable Long totalMillis,
    @Nullable Long jobMillis,
    @Nullable Long downtimeMillis,
    @Nullable Long longestGapMillis,
    @Nullable Long lostWorkMillis,
    @Nullable Long linkBytes,
    @Nullable Long peakBytesPerSecond,
    String switchMade,
    int throttlePercent,
    List<String> notes) {
  Standing {
    notes = List.copyOf(notes);
  }

  /** Of every way of which there is a run. */
  static List<Standing> all(List<Run> runs, Choice choice) {
    return choice.links().stream()
        .flatMap(link ->
            choice.guests().stream()
                .flatMap(guest -> choice.ways().stream().map(way -> of(runs, link, guest, way))))
        .filter(standing -> standing.tries() > 0)
        .toList();
  }

  private static Standing of(List<Run> runs, RaceLink link, RaceGuest guest, Way way) {
    var tries = of(here(runs, link.word(), guest.id()), way);
    var counted = tries.stream().filter(Run::counts).toList();
    var completed = counted.stream().filter(Run::completed).toList();
    var shown = completed.isEmpty() ? counted : completed;
    return new Standing(
        link.word(),
        guest.id(),
        way.id(),
        tries.size(),
        counted.size(),
        completed.size(),
        median(shown, Run::totalMillis),
        median(shown, Run::jobMillis),
        median(shown, Run::downtimeMillis),
        median(shown, Run::longestGapMillis),
        median(shown, Run::lostWorkMillis),
        median(shown, Run::linkBytes),
        median(shown, Run::peakBytesPerSecond),
        distinct(shown, Run::switchMade),
        shown.stream().mapToInt(Run::throttlePercent).max().orElse(0),
        notes(tries));
  }

  private static List<String> notes(List<Run> tries) {
    return tries.stream()
        .filter(run -> !run.counts() || !run.completed() || !run.steps().isEmpty())
        .map(Standing::note)
        .distinct()
        .toList();
  }

  private static String note(Run run) {
    if (run.voidWhy() != null) {
      return "void: " + run.voidWhy();
    }
    String end = RaceTable.word(run.outcome());
    String words = run.words() == null ? "" : ": " + run.words().replaceAll("\\s+", " ");
    String steps = String.join(", ", run.steps());
    if (run.completed()) {
      return steps;
    }
    return end + words + (steps.isEmpty() ? "" : " after " + steps);
  }

  private static String distinct(List<Run> runs, Function<Run, @Nullable String> of) {
    return runs.stream()
        .map(of)
        .filter(Objects::nonNull)
        .distinct()
        .sorted()
        .collect(Collectors.joining(" or "));
  }

  private static List<Run> here(List<Run> runs, String link, String guest) {
    return runs.stream()
        .filter(run -> run.link().equals(link) && run.guest().equals(guest))
        .toList();
  }

  /** Those of a guest and a link that count. */
  static List<Run> counted(List<Run> runs, String link, String guest) {
    return here(runs, link, guest).stream().filter(Run::counts).toList();
  }

  static List<Run> of(List<Run> runs, Way way) {
    return runs.stream().filter(run -> run.way().equals(way.id())).toList();
  }

  /** Of an even number of figures the mean of the two in the middle; null: there are none. */
  static @Nullable Long median(List<Run> runs, Function<Run, @Nullable Long> of) {
    var sorted = runs.stream().map(of).filter(Objects::nonNull).sorted().toList();
    if (sorted.isEmpty()) {
      return null;
    }
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (Long) Math.round((sorted.get(middle - 1) + sorted.get(middle)) / 2.0);
  }
}
