/** What the hosts say of themselves, kept in PostgreSQL. */
@NullMarked
package io.godwit.scheduler.dispatch.adapter;

import org.jspecify.annotations.NullMarked;
