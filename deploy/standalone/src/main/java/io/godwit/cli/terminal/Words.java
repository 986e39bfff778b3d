package io.godwit.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Text, broken into lines. */
public final class Words {
  private Words() {}

  /** Breaks between words, and within one that is longer than a line. */
  public static List<String> broken(String text, int width) {
    var lines = new ArrayList<String>();
    String rest = text;
    while (rest.length() > width) {
      int space = rest.lastIndexOf(' ', width);
      int end = space > 0 ? space : width;
      lines.add(rest.substring(0, end));
      rest = rest.substring(end).stripLeading();
    }
    lines.add(rest);
    return lines;
  }
}
