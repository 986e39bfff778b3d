/**
 * A fleet of hosts and guests that follows the physics of live migration, in time that it is given.
 */
@NullMarked
package io.godwit.agent.hypervisor.simulated;

import org.jspecify.annotations.NullMarked;
