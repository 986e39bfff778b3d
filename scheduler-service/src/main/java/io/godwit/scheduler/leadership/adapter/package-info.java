/** Leadership as a row of PostgreSQL. */
@NullMarked
package io.godwit.scheduler.leadership.adapter;

import org.jspecify.annotations.NullMarked;
