package io.godwit.cli.terminal;

import io.godwit.cli.terminal.Screen.Colour;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Columns that line up; the last one may be as long as it is, where nothing bounds it. */
public final class Table {
  private static final String GAP = "  ";
  private static final int LEAST_WIDTH = 20;
  private final List<List<String>> rows = new ArrayList<>();
  private final Map<Integer, Function<String, @Nullable Colour>> colours = new HashMap<>();
  private final Map<Integer, Integer> mostWidths = new HashMap<>();
  private int indent;

  public Table(String... headings) {
    rows.add(List.of(headings));
  }

  public Table row(String... cells) {
    if (cells.length != rows.getFirst().size()) {
      throw new IllegalArgumentException("a row of another number of cells");
    }
    rows.add(List.of(cells));
    return this;
  }

  /** Paints the cells of a column by what they say; null leaves one as it is. */
  public Table colour(int column, Function<String, @Nullable Colour> colour) {
    colours.put(column, colour);
    return this;
  }

  /** On a terminal the cells of this column are broken at so many characters. */
  public Table atMost(int column, int width) {
    mostWidths.put(column, width);
    return this;
  }

  /** So many spaces before each line. */
  public Table indent(int spaces) {
    indent = spaces;
    return this;
  }

  /** The lines, headings first. */
  public List<String> lines() {
    var widths = widths(rows);
    return rows.stream().map(row -> line(row, widths, (_, text) -> text)).toList();
  }

  /** On a terminal long cells are broken between words, so that the columns stay columns. */
  public void print(Screen screen) {
    var shown = screen.isTerminal() ? broken(screen.width()) : rows;
    var widths = widths(shown);
    for (int i = 0; i < shown.size(); i++) {
      boolean heading = i == 0;
      String line =
          line(
              shown.get(i),
              widths,
              (column, text) -> heading ? text : painted(screen, column, text));
      screen.line(heading ? screen.paint(Colour.HEADING, line) : line);
    }
  }

  private List<List<String>> broken(int width) {
    int last = rows.getFirst().size() - 1;
    var limits = new HashMap<>(mostWidths);
    var bounded = brokenAt(limits);
    int before =
        indent + IntStream.of(widths(bounded)).limit(last).map(one -> one + GAP.length()).sum();
    limits.merge(last, Math.max(LEAST_WIDTH, width - before), Math::min);
    return brokenAt(limits);
  }

  private List<List<String>> brokenAt(Map<Integer, Integer> limits) {
    var broken = new ArrayList<List<String>>();
    for (var row : rows) {
      var cells =
          IntStream.range(0, row.size())
              .mapToObj(column ->
                  Words.broken(row.get(column), limits.getOrDefault(column, Integer.MAX_VALUE)))
              .toList();
      int height = cells.stream().mapToInt(List::size).max().orElse(1);
      for (int i = 0; i < height; i++) {
        int at = i;
        broken.add(cells.stream().map(lines -> at < lines.size() ? lines.get(at) : "").toList());
      }
    }
    return broken;
  }

  private String painted(Screen screen, int column, String text) {
    var of = colours.get(column);
    var colour = of == null ? null : of.apply(text.strip());
    return colour == null ? text : screen.paint(colour, text);
  }

  private interface Painter {
    String paint(int column, String text);
  }

  private String line(List<String> row, int[] widths, Painter painter) {
    int last = lastOfText(row);
    String cells =
        IntStream.rangeClosed(0, last)
            .mapToObj(column ->
                painter.paint(
                    column,
                    column == last ? row.get(column) : padded(row.get(column), widths[column])))
            .collect(Collectors.joining(GAP));
    return (" ".repeat(indent) + cells).stripTrailing();
  }

  private static int lastOfText(List<String> row) {
    int last = row.size() - 1;
    while (last > 0 && row.get(last).isEmpty()) {
      last--;
    }
    return last;
  }

  private static int[] widths(List<List<String>> rows) {
    return IntStream.range(0, rows.getFirst().size())
        .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
        .toArray();
  }

  private static String padded(String cell, int width) {
    return cell + " ".repeat(width - cell.length());
  }
}
