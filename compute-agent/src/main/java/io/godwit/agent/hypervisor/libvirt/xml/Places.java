package io.godwit.agent.hypervisor.libvirt.xml;

import io.godwit.events.agent.GuestNeeds.Layer;
import java.util.List;

/** Where a disk and the layers below it lie, as a definition says it. */
final class Places {
  private static final String END = "<backingStore/>";

  private Places() {}

  /** Of a path: a block device's, or a file's. */
  static String type(String path) {
    return path.startsWith("/dev/") ? "block" : "file";
  }

  /**
   * @param inside what else the source holds
   */
  static String source(String path, String inside) {
    var attribute = type(path).equals("block") ? "dev" : "file";
    var tag = "<source %s='%s'".formatted(attribute, XmlText.escaped(path));
    return inside.isBlank() ? tag + "/>" : tag + ">" + inside + "</source>";
  }

  /** The whole chain, ended, so that nobody looks into an image for more of it. */
  static String chain(List<Layer> layers) {
    var chain = END;
    for (var layer : layers.reversed()) {
      chain =
          "<backingStore type='%s'><format type='%s'/>%s%s</backingStore>"
              .formatted(
                  type(layer.source()),
                  XmlText.escaped(layer.format()),
                  source(layer.source(), ""),
                  chain);
    }
    return chain;
  }
}
