/** Which host a guest is to go to, and what is reserved for it there, pure. */
@NullMarked
package io.godwit.scheduler.placement;

import org.jspecify.annotations.NullMarked;
