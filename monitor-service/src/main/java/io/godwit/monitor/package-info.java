/** Convergence of running migrations: trend, prediction and time to the end. */
@NullMarked
package io.godwit.monitor;

import org.jspecify.annotations.NullMarked;
