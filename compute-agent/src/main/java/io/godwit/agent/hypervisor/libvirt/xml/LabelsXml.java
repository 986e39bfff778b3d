package io.godwit.agent.hypervisor.libvirt.xml;

import io.godwit.events.GuestClass;
import io.godwit.events.GuestLabels;
import io.godwit.events.InvalidField;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The element {@code <guest class project affinity anti-affinity>} in a domain's metadata, with
 * {@code <label name value>} in it for anything else. Users of the hypervisor write it, so that
 * what is not understood in it counts as not said.
 */
public final class LabelsXml {
  public static final String NAMESPACE = "urn:godwit:guest";

  private static final int MOST = 50;

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
        word(guest, "anti-affinity"),
        others(guest));
  }

  private static Map<String, String> others(XmlElement guest) {
    var labels = new TreeMap<String, String>();
    for (var label : guest.all("label").toList()) {
      var name = word(label, "name");
      var value = word(label, "value");
      boolean ours = label.namespace().equals(NAMESPACE);
      if (ours && name != null && value != null && labels.size() < MOST) {
        labels.putIfAbsent(name, value);
      }
    }
    return labels;
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
