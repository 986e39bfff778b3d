/** One migration: its state, what it can be told, and how a change changes it. */
@NullMarked
package io.godwit.scheduler.migration;

import org.jspecify.annotations.NullMarked;
