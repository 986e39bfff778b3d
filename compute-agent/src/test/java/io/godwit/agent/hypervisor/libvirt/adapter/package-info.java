@NullMarked
package io.godwit.agent.hypervisor.libvirt.adapter;

import org.jspecify.annotations.NullMarked;
