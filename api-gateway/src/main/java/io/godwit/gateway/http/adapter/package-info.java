/** The HTTP API. */
@NullMarked
package io.godwit.gateway.http.adapter;

import org.jspecify.annotations.NullMarked;
