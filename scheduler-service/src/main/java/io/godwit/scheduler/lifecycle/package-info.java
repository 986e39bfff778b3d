/** What follows from what a migration is told, pure: {@code decide(state, input, now)}. */
@NullMarked
package io.godwit.scheduler.lifecycle;

import org.jspecify.annotations.NullMarked;
