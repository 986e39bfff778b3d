@NullMarked
package io.godwit.agent.hypervisor.simulated.adapter;

import org.jspecify.annotations.NullMarked;
