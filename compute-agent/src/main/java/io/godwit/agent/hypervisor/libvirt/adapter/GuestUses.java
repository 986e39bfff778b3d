package io.godwit.agent.hypervisor.libvirt.adapter;

import static io.godwit.agent.hypervisor.libvirt.adapter.LibvirtCalls.CALLS;
import static io.godwit.agent.hypervisor.libvirt.adapter.LibvirtFailure.check;

import io.godwit.agent.hypervisor.libvirt.ErrorKinds;
import io.godwit.agent.hypervisor.libvirt.xml.StorageXml;
import io.godwit.agent.storage.GuestDisks;
import io.godwit.events.GuestRef;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.libvirt.jna.DomainPointer;

/** What every domain of a host uses, by its live and its kept definition. */
final class GuestUses {
  private static final int INACTIVE = 1 << 1;

  private GuestUses() {}

  /** Fails as a whole if one cannot be read: what it uses is not known then. */
  static List<GuestDisks> of(Connection connection) {
    return Lists.each(
            list -> CALLS.virConnectListAllDomains(connection.handle(), list, 0),
            DomainPointer::new,
            CALLS::virDomainFree,
            GuestUses::of)
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<GuestDisks> of(DomainPointer domain) {
    try {
      var paths = new HashSet<String>();
      var volumes = new HashSet<String>();
      add(domain, 0, paths, volumes);
      add(domain, INACTIVE, paths, volumes);
      var guest = new GuestRef(GuestQueries.uuid(domain), check(CALLS.virDomainGetName(domain)));
      return Optional.of(new GuestDisks(guest, GuestQueries.state(domain), paths, volumes));
    } catch (LibvirtFailure e) {
      if (e.code() == ErrorKinds.NO_DOMAIN) {
        return Optional.empty(); // gone since it was listed
      }
      throw e;
    }
  }

  private static void add(DomainPointer domain, int flags, Set<String> paths, Set<String> volumes) {
    var xml = check(CALLS.virDomainGetXMLDesc(domain, flags)).toString();
    StorageXml.addUses(SecureXml.read(xml), paths, volumes);
  }
}
