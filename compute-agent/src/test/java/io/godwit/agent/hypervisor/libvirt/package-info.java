@NullMarked
package io.godwit.agent.hypervisor.libvirt;

import org.jspecify.annotations.NullMarked;
