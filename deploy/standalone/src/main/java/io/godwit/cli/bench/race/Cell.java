package io.godwit.cli.bench.race;

import java.util.ArrayList;
import java.util.List;

/** What one run is to measure. */
record Cell(int round, RaceLink link, RaceGuest guest, Way way) {
  /** A run that is void or broke is repeated twice. */
  static final int MOST_TRIES = 3;

  /** In the order in which they are run: round by round, on each link all manual ways first. */
  static List<Cell> all(int rounds, Choice choice) {
    var cells = new ArrayList<Cell>();
    for (int round = 1; round <= rounds; round++) {
      for (var link : choice.links()) {
        add(cells, round, link, choice.guests(), choice.manual());
        add(cells, round, link, choice.guests(), choice.intended());
      }
    }
    return List.copyOf(cells);
  }

  private static void add(
      List<Cell> cells,
      int round,
      RaceLink link,
      List<RaceGuest> guests,
      List<? extends Way> ways) {
    for (var guest : guests) {
      for (var way : ways) {
        cells.add(new Cell(round, link, guest, way));
      }
    }
  }

  /** Whether there is nothing left to run: it was measured, or tried too often. */
  boolean over(List<Run> runs) {
    return measured(runs) || tries(runs) >= MOST_TRIES;
  }

  boolean measured(List<Run> runs) {
    return runs.stream().anyMatch(run -> is(run) && run.counts());
  }

  int tries(List<Run> runs) {
    return (int) runs.stream().filter(this::is).count();
  }

  private boolean is(Run run) {
    return run.round() == round
        && run.link().equals(link.word())
        && run.guest().equals(guest.id())
        && run.way().equals(way.id());
  }

  @Override
  public String toString() {
    return "round %d, %s, %s, %s".formatted(round, link.word(), guest.id(), way.id());
  }
}
