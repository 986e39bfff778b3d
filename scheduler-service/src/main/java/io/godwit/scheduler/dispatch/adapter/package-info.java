/** What the dispatch may hand out, from what is configured. */
@NullMarked
package io.godwit.scheduler.dispatch.adapter;

import org.jspecify.annotations.NullMarked;
