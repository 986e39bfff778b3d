/** Evacuations in PostgreSQL, driven by the leader and by what becomes of their migrations. */
@NullMarked
package io.godwit.scheduler.evacuation.adapter;

import org.jspecify.annotations.NullMarked;
