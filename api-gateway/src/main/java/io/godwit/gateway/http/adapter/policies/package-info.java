/** Policies over HTTP. */
@NullMarked
package io.godwit.gateway.http.adapter.policies;

import org.jspecify.annotations.NullMarked;
