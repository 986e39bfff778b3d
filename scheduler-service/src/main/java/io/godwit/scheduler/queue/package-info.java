/** The queue as the dispatch sees it and as people are told of it. */
@NullMarked
package io.godwit.scheduler.queue;

import org.jspecify.annotations.NullMarked;
