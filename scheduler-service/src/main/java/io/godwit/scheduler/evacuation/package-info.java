/** How a host is emptied, pure: which guests go, in which order, how far it is, how it ends. */
@NullMarked
package io.godwit.scheduler.evacuation;

import org.jspecify.annotations.NullMarked;
