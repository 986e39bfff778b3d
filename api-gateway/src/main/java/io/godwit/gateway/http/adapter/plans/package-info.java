/** Plans over HTTP. */
@NullMarked
package io.godwit.gateway.http.adapter.plans;

import org.jspecify.annotations.NullMarked;
