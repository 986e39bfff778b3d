package io.godwit.agent.hypervisor.libvirt.xml;

/** What identifies storage that is reached over a network, for a disk and for a pool alike. */
final class RemoteStorage {
  private RemoteStorage() {}

  /**
   * @param hosts sorted
   * @param name of the image, with what it lies in before the first slash
   */
  static String identity(String protocol, String hosts, String name) {
    int slash = name.indexOf('/');
    var in = slash < 0 ? name : name.substring(0, slash);
    // An iSCSI target's name is unique in the world; its portals may have several addresses.
    return protocol.equals("iscsi") ? "iscsi:" + in : protocol + ":" + hosts + "/" + in;
  }
}
