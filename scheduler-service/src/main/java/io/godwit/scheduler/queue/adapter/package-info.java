/** The leader's loops over the queue: dispatch and report. */
@NullMarked
package io.godwit.scheduler.queue.adapter;

import org.jspecify.annotations.NullMarked;
