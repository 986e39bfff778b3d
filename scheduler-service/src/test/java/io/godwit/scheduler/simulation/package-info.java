/**
 * The whole scheduler under virtual time: the cores of two replicas over one store, simulated hosts
 * with real capacities, a bus that does what a bus can do. One seed is one run.
 */
@NullMarked
package io.godwit.scheduler.simulation;

import org.jspecify.annotations.NullMarked;
