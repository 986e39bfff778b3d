/** What became of a record that was read. */
@NullMarked
package io.godwit.scheduler.inbox;

import org.jspecify.annotations.NullMarked;
