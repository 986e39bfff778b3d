/** The hypervisor port on the simulated fleet. */
@NullMarked
package io.godwit.agent.hypervisor.simulated.adapter;

import org.jspecify.annotations.NullMarked;
