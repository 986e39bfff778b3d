/** What would happen if a guest were to move. */
@NullMarked
package io.godwit.gateway.plan;

import org.jspecify.annotations.NullMarked;
