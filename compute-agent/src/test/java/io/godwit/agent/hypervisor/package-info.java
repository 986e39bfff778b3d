@NullMarked
package io.godwit.agent.hypervisor;

import org.jspecify.annotations.NullMarked;
