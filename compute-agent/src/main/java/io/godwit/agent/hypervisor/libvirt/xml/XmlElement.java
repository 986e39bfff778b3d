package io.godwit.agent.hypervisor.libvirt.xml;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An element of an XML document.
 *
 * @param namespace its namespace, or empty
 * @param name without a prefix
 * @param attributes by their names without prefixes, in the document's order
 * @param children elements directly in it
 * @param text directly in it, without white space around it
 */
public record XmlElement(
    String namespace,
    String name,
    Map<String, String> attributes,
    List<XmlElement> children,
    String text) {

  /** Children of a name, in the document's order. */
  public Stream<XmlElement> all(String child) {
    return children.stream().filter(c -> c.name.equals(child));
  }

  /** The first child of a name, of that the first of the next name, and so on. */
  public Optional<XmlElement> at(String... path) {
    var at = Optional.of(this);
    for (var child : path) {
      at = at.flatMap(e -> e.all(child).findFirst());
    }
    return at;
  }

  public boolean has(String... path) {
    return at(path).isPresent();
  }

  public Optional<String> attribute(String ofName) {
    return Optional.ofNullable(attributes.get(ofName));
  }

  public boolean is(String attribute, String value) {
    return value.equals(attributes.get(attribute));
  }

  /** Text of the element at the path that is not empty. */
  public Optional<String> textAt(String... path) {
    return at(path).map(XmlElement::text).filter(t -> !t.isEmpty());
  }

  /** It as XML of its own, without namespaces. */
  public String xml() {
    var xml = new StringBuilder();
    write(xml);
    return xml.toString();
  }

  private void write(StringBuilder xml) {
    xml.append('<').append(name);
    attributes.forEach((key, value) ->
        xml.append(' ').append(key).append("='").append(escaped(value)).append('\''));
    if (children.isEmpty() && text.isEmpty()) {
      xml.append("/>");
      return;
    }
    xml.append('>').append(escaped(text));
    children.forEach(child -> child.write(xml));
    xml.append("</").append(name).append('>');
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("'", "&apos;")
        .replace("\"", "&quot;");
  }
}
