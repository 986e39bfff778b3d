/** What is true of a guest and of a destination, pure: evidence in, ruling out. */
@NullMarked
package io.godwit.scheduler.verdict;

import org.jspecify.annotations.NullMarked;
