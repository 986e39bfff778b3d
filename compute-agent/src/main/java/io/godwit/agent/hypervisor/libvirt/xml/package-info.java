/**
 * What libvirt's XML says of guests and hosts: plain translation of a tree that is read already.
 */
@NullMarked
package io.godwit.agent.hypervisor.libvirt.xml;

import org.jspecify.annotations.NullMarked;
