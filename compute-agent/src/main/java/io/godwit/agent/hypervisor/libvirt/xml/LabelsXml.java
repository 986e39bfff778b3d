package io.godwit.agent.hypervisor.libvirt.xml;

import io.godwit.events.GuestClass;
import io.godwit.events.GuestLabels;
import io.godwit.events.InvalidField;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The element {@code <guest class project affinity anti-affinity>} in a domain's metadata. Users of
 * the hypervisor write it, so that what is not understood in it counts as not said.
 */
public final class LabelsXml {
  public static final String NAMESPACE = "urn:godwit:guest";

  private LabelsXml() {}

  public static GuestLabels of(XmlElement domain) {
    return domain.at("metadata").stream()
        .flatMap(metadata -> metadata.all("guest"))
        .filter(guest -> guest.namespace().equals(NAMESPACE))
        .findFirst()
        .map(LabelsXml::labels)
        .orElse(GuestLabels.NONE);
  }

  private static GuestLabels labels(XmlElement guest) {
    return new GuestLabels(
        guest.attribute("class").flatMap(LabelsXml::guestClass).orElse(null),
        word(guest, "project"),
        word(guest, "affinity"),
        word(guest, "anti-affinity"));
  }

  private static Optional<GuestClass> guestClass(String text) {
    var name = text.strip().toUpperCase(Locale.ROOT);
    return Arrays.stream(GuestClass.values()).filter(c -> c.name().equals(name)).findFirst();
  }

  private static @Nullable String word(XmlElement guest, String attribute) {
    var text = guest.attribute(attribute).map(String::strip).orElse("");
    try {
      return text.isEmpty() ? null : new GuestLabels(null, text, null, null).project();
    } catch (InvalidField e) {
      return null;
    }
  }
}
