package io.godwit.agent.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.agent.hypervisor.MigrationTag;
import io.godwit.events.MigrationId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagXmlTest {
  private static final MigrationTag TAG = new MigrationTag(MigrationId.of("tests", "tag"), 12);

  @Test
  void tagSurvivesWritingAndReading() {
    assertThat(TagXml.read(TagXml.write(TAG))).contains(TAG);
  }

  @Test
  void tagIsReadAsLibvirtGivesIt() {
    var given =
        "<godwit:migration xmlns:godwit=\"%s\" attempt=\"12\" id=\"%s\"/>\n"
            .formatted(TagXml.NAMESPACE, TAG.migration());

    assertThat(TagXml.read(given)).contains(TAG);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<migration/>",
        "<migration id='x' attempt='1'/>",
        "<migration id='6f1d2c1e-9d0b-5c39-8f57-6d6f64776974'/>",
        "<migration id='6f1d2c1e-9d0b-5c39-8f57-6d6f64776974' attempt='0'/>",
        "<migration id='6f1d2c1e-9d0b-5c39-8f57-6d6f64776974' attempt='-1'/>",
        "<migration id='6f1d2c1e-9d0b-5c39-8f57-6d6f64776974' attempt='99999999999'/>",
        "<other id='6f1d2c1e-9d0b-5c39-8f57-6d6f64776974' attempt='1'/>"
      })
  void everythingElseIsNoTag(String text) {
    assertThat(TagXml.read(text)).isEmpty();
  }
}
