package io.godwit.agent.hypervisor.libvirt.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An XML text with the places of its elements, so that some of it can be replaced and all else
 * stays byte for byte: prefixes, namespaces, comments, and what libvirt will add tomorrow. A
 * document type is refused.
 */
final class XmlText {
  private static final int DEEPEST = 250;

  private final String text;
  private int at;

  private XmlText(String text) {
    this.text = text;
  }

  /**
   * An element and where it is.
   *
   * @param name as written, with its prefix
   * @param start of its start tag
   * @param content where its content begins; of an empty tag: its end
   * @param contentEnd where its end tag begins; of an empty tag: its end
   * @param end after its end tag
   * @param attributes in the text's order
   */
  record Element(
      String name,
      int start,
      int content,
      int contentEnd,
      int end,
      List<Attribute> attributes,
      List<Element> children) {
    Stream<Element> all(String child) {
      return children.stream().filter(c -> c.name.equals(child));
    }

    Optional<Element> first(String child) {
      return all(child).findFirst();
    }

    Optional<String> attribute(String ofName) {
      return attributes.stream()
          .filter(a -> a.name.equals(ofName))
          .map(Attribute::value)
          .findFirst();
    }

    boolean is(String ofName, String value) {
      return attribute(ofName).filter(value::equals).isPresent();
    }
  }

  /**
   * An attribute and where its value is, between the quotes.
   *
   * @param value as it is meant
   * @param raw as it is written
   */
  record Attribute(String name, String value, String raw, int start, int end) {}

  /**
   * The root of a text.
   *
   * @throws IllegalArgumentException if it is no XML of the plain kind that libvirt writes
   */
  static Element root(String text) {
    var parser = new XmlText(text);
    parser.skipToTag();
    return parser.element(0);
  }

  /** Over text, comments, instructions and literal text, to the next tag. */
  private void skipToTag() {
    while (true) {
      at = text.indexOf('<', at);
      if (at < 0) {
        throw wrong("it ends within an element");
      } else if (text.startsWith("<!--", at)) {
        skipBeyond("-->");
      } else if (text.startsWith("<![CDATA[", at)) {
        skipBeyond("]]>");
      } else if (text.startsWith("<?", at)) {
        skipBeyond("?>");
      } else if (text.startsWith("<!", at)) {
        throw wrong("it has a document type");
      } else {
        return;
      }
    }
  }

  private void skipBeyond(String end) {
    int found = text.indexOf(end, at);
    if (found < 0) {
      throw wrong("no " + end);
    }
    at = found + end.length();
  }

  private Element element(int depth) {
    if (depth > DEEPEST) {
      throw wrong("it is deeper than " + DEEPEST);
    }
    int start = at++;
    var name = name();
    var attributes = attributes();
    if (text.startsWith("/>", at)) {
      at += 2;
      return new Element(name, start, at, at, at, attributes, List.of());
    }
    expect('>');
    int content = at;
    var children = new ArrayList<Element>();
    skipToTag();
    while (!text.startsWith("</", at)) {
      children.add(element(depth + 1));
      skipToTag();
    }
    int contentEnd = at;
    at += 2;
    if (!name().equals(name)) {
      throw wrong("another tag than " + name + " ends");
    }
    skipSpace();
    expect('>');
    return new Element(name, start, content, contentEnd, at, attributes, children);
  }

  private List<Attribute> attributes() {
    var attributes = new ArrayList<Attribute>();
    skipSpace();
    while (peek() != '>' && peek() != '/') {
      var name = name();
      skipSpace();
      expect('=');
      skipSpace();
      char quote = peek();
      if (quote != '"' && quote != '\'') {
        throw wrong("a value without quotes");
      }
      int start = ++at;
      skipBeyond(String.valueOf(quote));
      var raw = text.substring(start, at - 1);
      attributes.add(new Attribute(name, meant(raw), raw, start, at - 1));
      skipSpace();
    }
    return attributes;
  }

  private String name() {
    int start = at;
    while (" \t\r\n=/><".indexOf(peek()) < 0) {
      at++;
    }
    if (start == at) {
      throw wrong("a name is missing");
    }
    return text.substring(start, at);
  }

  private void skipSpace() {
    while (Character.isWhitespace(peek())) {
      at++;
    }
  }

  private char peek() {
    if (at >= text.length()) {
      throw wrong("it ends within a tag");
    }
    return text.charAt(at);
  }

  private void expect(char wanted) {
    if (peek() != wanted) {
      throw wrong("no " + wanted);
    }
    at++;
  }

  private IllegalArgumentException wrong(String why) {
    return new IllegalArgumentException("no XML of libvirt: " + why + " (at " + at + ")");
  }

  /** XML's own five entities; libvirt writes no others. */
  private static String meant(String raw) {
    return raw.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&apos;", "'")
        .replace("&quot;", "\"")
        .replace("&amp;", "&");
  }

  /** A value as it is written in an attribute or as text. */
  static String escaped(String value) {
    return value
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("'", "&apos;")
        .replace("\"", "&quot;");
  }
}
