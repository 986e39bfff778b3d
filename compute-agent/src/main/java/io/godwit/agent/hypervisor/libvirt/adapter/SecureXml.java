package io.godwit.agent.hypervisor.libvirt.adapter;

import io.godwit.agent.hypervisor.HypervisorException;
import io.godwit.agent.hypervisor.HypervisorException.Kind;
import io.godwit.agent.hypervisor.libvirt.xml.XmlElement;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads libvirt's XML into a tree. A document type is refused, so that there are no entities but
 * XML's own, and nothing outside the text is ever opened: part of it may be written by guests'
 * users.
 */
final class SecureXml {
  private static final int DEEPEST = 250;
  private static final XMLInputFactory FACTORY = factory();

  private SecureXml() {}

  private static XMLInputFactory factory() {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  /**
   * @throws HypervisorException kind FAILED if it is no XML, or more than XML of libvirt needs
   */
  static XmlElement read(String xml) {
    try {
      var reader = reader(xml);
      try {
        while (reader.next() != XMLStreamConstants.START_ELEMENT) {
          if (reader.getEventType() == XMLStreamConstants.DTD) {
            throw new XMLStreamException("it has a document type");
          }
        }
        return element(reader, 0);
      } finally {
        reader.close();
      }
    } catch (XMLStreamException e) {
      throw new HypervisorException(Kind.FAILED, "what libvirt said is no XML: " + e.getMessage());
    }
  }

  /** A factory's readers are made one at a time; they are used on any thread. */
  private static synchronized XMLStreamReader reader(String xml) throws XMLStreamException {
    return FACTORY.createXMLStreamReader(new StringReader(xml));
  }

  private static XmlElement element(XMLStreamReader reader, int depth) throws XMLStreamException {
    if (depth > DEEPEST) {
      throw new XMLStreamException("it is deeper than " + DEEPEST);
    }
    var namespace = reader.getNamespaceURI() == null ? "" : reader.getNamespaceURI();
    var name = reader.getLocalName();
    var attributes = attributes(reader);
    var children = new ArrayList<XmlElement>();
    var text = new StringBuilder();
    while (reader.next() != XMLStreamConstants.END_ELEMENT) {
      switch (reader.getEventType()) {
        case XMLStreamConstants.START_ELEMENT -> children.add(element(reader, depth + 1));
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
            text.append(reader.getText());
        default -> {} // comments and instructions say nothing
      }
    }
    return new XmlElement(
        namespace, name, attributes, List.copyOf(children), text.toString().strip());
  }

  private static Map<String, String> attributes(XMLStreamReader reader) {
    var attributes = new LinkedHashMap<String, String>();
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
    }
    return attributes;
  }
}
