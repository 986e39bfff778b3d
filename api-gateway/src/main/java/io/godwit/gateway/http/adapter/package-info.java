/** The HTTP API: its description and its problems; each feature has a package below. */
@NullMarked
package io.godwit.gateway.http.adapter;

import org.jspecify.annotations.NullMarked;
