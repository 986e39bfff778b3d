/** The queue over HTTP. */
@NullMarked
package io.godwit.gateway.http.adapter.queue;

import org.jspecify.annotations.NullMarked;
