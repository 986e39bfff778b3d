/** What the monitor says of migrations that move, kept in memory as a hint. */
@NullMarked
package io.godwit.scheduler.forecast.adapter;

import org.jspecify.annotations.NullMarked;
