/** The topics that all services share, and their check at the start. */
@NullMarked
package io.godwit.service.topics;

import org.jspecify.annotations.NullMarked;
