/** Hosts over HTTP. */
@NullMarked
package io.godwit.gateway.http.adapter.hosts;

import org.jspecify.annotations.NullMarked;
