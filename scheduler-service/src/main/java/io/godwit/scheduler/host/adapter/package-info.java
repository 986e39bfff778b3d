/** What hosts say of themselves, and operators of them, kept in PostgreSQL. */
@NullMarked
package io.godwit.scheduler.host.adapter;

import org.jspecify.annotations.NullMarked;
