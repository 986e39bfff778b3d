package io.godwit.agent.hypervisor.simulated;

import io.godwit.agent.hypervisor.HypervisorEvent;
import io.godwit.events.HostId;

/** What the hypervisor of one host of the fleet said by itself. */
public record FleetEvent(HostId host, HypervisorEvent event) {}
