/** The live stream's ids and positions; pure. */
@NullMarked
package io.godwit.gateway.live;

import org.jspecify.annotations.NullMarked;
