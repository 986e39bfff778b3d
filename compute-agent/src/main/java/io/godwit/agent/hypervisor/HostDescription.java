package io.godwit.agent.hypervisor;

import io.godwit.events.Bytes;

/**
 * What a host is.
 *
 * @param hypervisor for people, like {@code QEMU 11.1.2, libvirt 12.8.0}
 * @param memory of the machine
 * @param cpus physical CPUs
 */
public record HostDescription(String hypervisor, Bytes memory, int cpus) {}
