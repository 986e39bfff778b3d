/** Whole migrations in virtual time: random guests, one run sample by sample, the lab's figures. */
@NullMarked
package io.godwit.agent.simulation;

import org.jspecify.annotations.NullMarked;
