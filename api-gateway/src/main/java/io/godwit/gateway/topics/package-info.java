/** Where this deployment's topics are. */
@NullMarked
package io.godwit.gateway.topics;

import org.jspecify.annotations.NullMarked;
