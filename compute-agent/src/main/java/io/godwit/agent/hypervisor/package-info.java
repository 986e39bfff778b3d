/** The port to a host's hypervisor. */
@NullMarked
package io.godwit.agent.hypervisor;

import org.jspecify.annotations.NullMarked;
