package io.godwit.agent.hypervisor.simulated.adapter;

import io.godwit.agent.hypervisor.Hypervisor;
import io.godwit.agent.hypervisor.HypervisorContract;
import io.godwit.agent.hypervisor.Rig;
import io.godwit.agent.hypervisor.StorageContract;
import io.godwit.agent.hypervisor.simulated.SimulatedFleet;
import io.godwit.agent.hypervisor.simulated.SimulatedGuest;
import io.godwit.agent.hypervisor.simulated.SimulatedHost;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.GuestRef;
import io.godwit.events.HostId;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;

class SimulatedHypervisorTest extends HypervisorContract {
  private static final SimulatedHost SOURCE = host("host1");
  private static final SimulatedHost DESTINATION = host("host2");
  private static final SimulatedHost SILENT = host("silent");
  private static final SimulatedWorld WORLD = world();

  private static SimulatedHost host(String name) {
    var link = new BytesPerSecond(62_500_000);
    return new SimulatedHost(new HostId(name), link, Bytes.ofMebi(16384), 8);
  }

  private static SimulatedWorld world() {
    var fleet = new SimulatedFleet();
    fleet.addHost(SOURCE);
    fleet.addHost(DESTINATION);
    fleet.addHost(SILENT);
    fleet.setUnreachable(SILENT.id(), true);
    return SimulatedWorld.ofSpeed(fleet, 4);
  }

  @AfterAll
  static void close() {
    WORLD.close();
  }

  @Override
  protected Rig rig() {
    return new SimulatedRig();
  }

  /** The contract of storage, on the same hosts. */
  @Nested
  class Storage extends StorageContract {
    @Override
    protected Rig rig() {
      return new SimulatedRig();
    }
  }

  private record SimulatedRig() implements Rig {
    @Override
    public Hypervisor source() {
      return WORLD.hypervisor(SOURCE.id());
    }

    @Override
    public Hypervisor destination() {
      return WORLD.hypervisor(DESTINATION.id());
    }

    @Override
    public String destinationUri() {
      return DESTINATION.peerUri();
    }

    @Override
    public String nowhereUri() {
      return "simulated://nowhere";
    }

    @Override
    public Hypervisor unreachable() {
      return WORLD.hypervisor(SILENT.id());
    }

    @Override
    public GuestRef start(String name, int memory, int workingSet, int dirtyRate) {
      var guest = new GuestRef(UUID.randomUUID(), name);
      var model =
          SimulatedGuest.of(
              guest,
              Bytes.ofMebi(memory),
              Bytes.ofMebi(workingSet),
              BytesPerSecond.ofMebi(dirtyRate));
      WORLD.change(fleet -> fleet.addGuest(SOURCE.id(), model));
      return guest;
    }

    @Override
    public GuestRef startWithDisk(String name, String format) {
      var guest = start(name, 192, 16, 1);
      WORLD.change(
          fleet -> fleet.addDisk(guest.uuid(), "vda", format, Bytes.ofMebi(64), Bytes.ofMebi(32)));
      return guest;
    }

    @Override
    public void shutOff(GuestRef guest) {
      WORLD.change(fleet -> fleet.shutOff(guest.uuid()));
    }

    @Override
    public void remove(GuestRef guest) {
      WORLD.change(fleet -> fleet.removeGuest(guest.uuid()));
    }
  }
}
