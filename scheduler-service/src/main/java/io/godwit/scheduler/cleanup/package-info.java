/** What attempts leave on hosts, and that it is removed in the end. */
@NullMarked
package io.godwit.scheduler.cleanup;

import org.jspecify.annotations.NullMarked;
