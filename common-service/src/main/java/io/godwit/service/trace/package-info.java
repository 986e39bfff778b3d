/** The trace of a record in the logs. */
@NullMarked
package io.godwit.service.trace;

import org.jspecify.annotations.NullMarked;
