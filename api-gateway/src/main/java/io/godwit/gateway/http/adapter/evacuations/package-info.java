/** Evacuations over HTTP. */
@NullMarked
package io.godwit.gateway.http.adapter.evacuations;

import org.jspecify.annotations.NullMarked;
