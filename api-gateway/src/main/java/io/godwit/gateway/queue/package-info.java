/** Who waits for their turn. */
@NullMarked
package io.godwit.gateway.queue;

import org.jspecify.annotations.NullMarked;
