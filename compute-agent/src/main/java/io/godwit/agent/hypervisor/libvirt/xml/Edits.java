package io.godwit.agent.hypervisor.libvirt.xml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Replacements of parts of a text that do not overlap, made all at once. */
final class Edits {
  private record Edit(int from, int to, String with) {}

  private final List<Edit> edits = new ArrayList<>();

  void replace(int from, int to, String with) {
    edits.add(new Edit(from, to, with));
  }

  /** What is between the quotes. */
  void value(XmlText.Attribute attribute, String with) {
    replace(attribute.start(), attribute.end(), XmlText.escaped(with));
  }

  String madeIn(String text) {
    var result = new StringBuilder(text);
    edits.stream()
        .sorted(Comparator.comparingInt(Edit::from).thenComparingInt(Edit::to).reversed())
        .forEach(edit -> result.replace(edit.from(), edit.to(), edit.with()));
    return result.toString();
  }
}
