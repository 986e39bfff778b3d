/** The migrations' shell: Kafka in, PostgreSQL, loops that wake up. */
@NullMarked
package io.godwit.scheduler.migration.adapter;

import org.jspecify.annotations.NullMarked;
