/**
 * The life of one migration, pure: {@code decide(state, input, now)} and {@code evolve(state,
 * change)}.
 */
@NullMarked
package io.godwit.scheduler.migration;

import org.jspecify.annotations.NullMarked;
