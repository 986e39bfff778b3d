package io.godwit.agent.hypervisor.libvirt.adapter;

import io.godwit.agent.hypervisor.libvirt.xml.XmlElement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Documents in libvirt's format, from the test resources {@code libvirt/}. See the note there. */
public final class LibvirtXml {
  private LibvirtXml() {}

  public static XmlElement resource(String name) {
    try (var stream = LibvirtXml.class.getResourceAsStream("/libvirt/" + name)) {
      if (stream == null) {
        throw new IllegalArgumentException("no resource libvirt/" + name);
      }
      return of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static XmlElement of(String xml) {
    return SecureXml.read(xml);
  }
}
