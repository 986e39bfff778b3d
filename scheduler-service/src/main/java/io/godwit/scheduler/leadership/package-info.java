/** Which replica leads: the only one that dispatches, divides links, reports and evacuates. */
@NullMarked
package io.godwit.scheduler.leadership;

import org.jspecify.annotations.NullMarked;
