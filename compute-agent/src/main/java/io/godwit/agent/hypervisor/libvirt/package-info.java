/** What libvirt's answers mean: plain translation, without the library. */
@NullMarked
package io.godwit.agent.hypervisor.libvirt;

import org.jspecify.annotations.NullMarked;
