package io.godwit.cli.terminal;

import java.util.function.Consumer;

/** What a command has found out, on its standard output. */
public final class Output {
  private Output() {}

  /**
   * @param json whether it is printed as JSON
   * @param answer what is printed then
   * @param text prints it for people
   */
  public static void print(boolean json, Object answer, Consumer<Screen> text) {
    var out = Screen.standardOutput();
    if (json) {
      out.line(Json.pretty(answer));
    } else {
      text.accept(out);
    }
  }
}
