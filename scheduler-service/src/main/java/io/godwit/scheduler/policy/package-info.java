/** What a migration may cost its guest, and what it is told at its start, pure. */
@NullMarked
package io.godwit.scheduler.policy;

import org.jspecify.annotations.NullMarked;
