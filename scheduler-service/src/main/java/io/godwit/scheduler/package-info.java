/** The scheduler: it owns the life of every migration. */
@NullMarked
package io.godwit.scheduler;

import org.jspecify.annotations.NullMarked;
