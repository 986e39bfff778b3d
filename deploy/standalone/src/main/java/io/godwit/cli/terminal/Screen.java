package io.godwit.cli.terminal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One of the two standard streams, and whether people look at it. */
public final class Screen {
  private final PrintStream out;
  private final boolean terminal;
  private final boolean colour;
  private @Nullable Size size;

  public Screen(PrintStream out, boolean terminal, boolean colour) {
    this.out = out;
    this.terminal = terminal;
    this.colour = colour;
  }

  public static Screen standardOutput() {
    return ofDescriptor(System.out, 1);
  }

  public static Screen standardError() {
    return ofDescriptor(System.err, 2);
  }

  private static Screen ofDescriptor(PrintStream out, int descriptor) {
    boolean terminal = isTerminal(descriptor) && !"dumb".equals(System.getenv("TERM"));
    String refused = System.getenv("NO_COLOR");
    return new Screen(out, terminal, terminal && (refused == null || refused.isEmpty()));
  }

  private static boolean isTerminal(int descriptor) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/") || target.matches("/dev/(tty.*|console)");
    } catch (IOException e) {
      return false;
    }
  }

  public boolean isTerminal() {
    return terminal;
  }

  public void line(String text) {
    out.println(text);
  }

  public void print(String text) {
    out.print(text);
    out.flush();
  }

  public String paint(Colour wanted, String text) {
    return colour ? wanted.code + text + Colour.END : text;
  }

  /** Columns of the terminal, as they were when they were first asked for. */
  public int width() {
    return size().columns();
  }

  /** Lines of the terminal, as they were when they were first asked for. */
  public int height() {
    return size().lines();
  }

  private Size size() {
    if (size == null) {
      size = Size.ofTerminal();
    }
    return size;
  }

  private record Size(int lines, int columns) {
    private static final Size USUAL = new Size(30, 100);

    /** What stty says: lines first, columns second. */
    static Size ofTerminal() {
      try {
        var process =
            new ProcessBuilder("stty", "size").redirectInput(Path.of("/dev/tty").toFile()).start();
        String said = new String(process.getInputStream().readAllBytes(), US_ASCII).strip();
        process.waitFor(1, TimeUnit.SECONDS);
        var parts = said.split(" ", -1);
        var size =
            parts.length == 2
                ? new Size(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]))
                : USUAL;
        return size.lines > 0 && size.columns > 0 ? size : USUAL;
      } catch (IOException | NumberFormatException e) {
        return USUAL;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return USUAL;
      }
    }
  }

  /** What a colour says. */
  public enum Colour {
    GOOD("\033[32m"),
    BAD("\033[31m"),
    WARNING("\033[33m"),
    HEADING("\033[1m"),
    FAINT("\033[2m");

    private static final String END = "\033[0m";
    private final String code;

    Colour(String code) {
      this.code = code;
    }
  }
}
