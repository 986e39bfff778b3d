/**
 * What would happen if a guest were to move, pure: every candidate, every fact, nothing changed.
 */
@NullMarked
package io.godwit.scheduler.plan;

import org.jspecify.annotations.NullMarked;
