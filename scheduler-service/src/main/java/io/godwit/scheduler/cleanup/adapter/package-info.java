/** What is still to be removed, as a table and a loop. */
@NullMarked
package io.godwit.scheduler.cleanup.adapter;

import org.jspecify.annotations.NullMarked;
