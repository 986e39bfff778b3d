/** The port to everything that the scheduler publishes. */
@NullMarked
package io.godwit.scheduler.outbox;

import org.jspecify.annotations.NullMarked;
