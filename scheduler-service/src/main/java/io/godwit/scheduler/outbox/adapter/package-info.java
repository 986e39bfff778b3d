/** The outbox: a table that one publisher at a time reads in the order of its ids. */
@NullMarked
package io.godwit.scheduler.outbox.adapter;

import org.jspecify.annotations.NullMarked;
