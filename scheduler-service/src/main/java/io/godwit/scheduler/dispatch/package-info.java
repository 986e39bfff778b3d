/** Who starts next, and whereto, pure: admission, limits, placement. */
@NullMarked
package io.godwit.scheduler.dispatch;

import org.jspecify.annotations.NullMarked;
