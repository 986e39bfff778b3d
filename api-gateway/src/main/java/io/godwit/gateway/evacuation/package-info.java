/** Hosts that are emptied. */
@NullMarked
package io.godwit.gateway.evacuation;

import org.jspecify.annotations.NullMarked;
