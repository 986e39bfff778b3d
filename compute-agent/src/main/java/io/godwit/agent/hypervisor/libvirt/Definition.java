package io.godwit.agent.hypervisor.libvirt;

import io.godwit.events.GuestLabels;
import io.godwit.events.agent.GuestNeeds;

/**
 * What a running guest's definition says.
 *
 * @param needs of a host
 * @param labels that its metadata bears
 * @param settled whether it stays so until the host says that it changed
 */
public record Definition(GuestNeeds needs, GuestLabels labels, boolean settled) {}
