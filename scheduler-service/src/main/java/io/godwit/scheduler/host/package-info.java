/** What hosts say of themselves and what operators say of them. */
@NullMarked
package io.godwit.scheduler.host;

import org.jspecify.annotations.NullMarked;
