@NullMarked
package io.godwit.agent.hypervisor.libvirt.xml;

import org.jspecify.annotations.NullMarked;
