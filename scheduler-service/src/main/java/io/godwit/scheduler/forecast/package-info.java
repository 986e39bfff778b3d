/** What a migration is predicted to take and to cost, pure. */
@NullMarked
package io.godwit.scheduler.forecast;

import org.jspecify.annotations.NullMarked;
