@NullMarked
package io.godwit.agent.hypervisor.simulated;

import org.jspecify.annotations.NullMarked;
