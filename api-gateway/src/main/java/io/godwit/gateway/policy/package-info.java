/** What policies there are, and what may become of them. */
@NullMarked
package io.godwit.gateway.policy;

import org.jspecify.annotations.NullMarked;
