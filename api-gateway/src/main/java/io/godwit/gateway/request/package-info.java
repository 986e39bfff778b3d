/** What may be asked of the fleet, as far as the read model can tell; pure. */
@NullMarked
package io.godwit.gateway.request;

import org.jspecify.annotations.NullMarked;
