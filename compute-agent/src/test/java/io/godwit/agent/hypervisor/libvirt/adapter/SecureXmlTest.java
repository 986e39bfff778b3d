package io.godwit.agent.hypervisor.libvirt.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.agent.hypervisor.HypervisorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecureXmlTest {
  @TempDir Path folder;

  @Test
  void treeKeepsNamesAttributesTextAndNamespaces() {
    var xml = SecureXml.read("<a b='1'>\n <c:d xmlns:c='urn:x' e='&lt;'/> t &amp; u </a>");

    assertThat(xml.name()).isEqualTo("a");
    assertThat(xml.attribute("b")).contains("1");
    assertThat(xml.text()).isEqualTo("t & u");
    var inner = xml.at("d").orElseThrow();
    assertThat(inner.namespace()).isEqualTo("urn:x");
    assertThat(inner.attribute("e")).contains("<");
  }

  @Test
  void whatIsWrittenCanBeReadAgain() {
    var xml = SecureXml.read("<cpu mode='a&quot;b&apos;c'><model>x &lt;&amp;&gt; y</model></cpu>");

    assertThat(SecureXml.read(xml.xml())).isEqualTo(xml);
  }

  @Test
  void documentTypeIsRefusedSoThatNoFileIsEverOpened() throws IOException {
    var secret = Files.writeString(folder.resolve("secret"), "secret");
    var doctype = "<!DOCTYPE a [<!ENTITY e SYSTEM '" + secret.toUri() + "'>]>";

    assertRefused(doctype + "<a>&e;</a>");
    assertRefused("<!DOCTYPE a SYSTEM '" + secret.toUri() + "'><a/>");
    assertRefused("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>");
    assertRefused("<a>&e;</a>");
  }

  @Test
  void whatIsNoXmlOrTooDeepIsRefused() {
    assertRefused("");
    assertRefused("<a>");
    assertRefused("<a>".repeat(300) + "</a>".repeat(300));
  }

  private static void assertRefused(String xml) {
    assertThatThrownBy(() -> SecureXml.read(xml))
        .isInstanceOfSatisfying(
            HypervisorException.class,
            e -> assertThat(e.kind()).isEqualTo(HypervisorException.Kind.FAILED));
  }
}
