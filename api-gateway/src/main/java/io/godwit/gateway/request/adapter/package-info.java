/** Requests onto their topic. */
@NullMarked
package io.godwit.gateway.request.adapter;

import org.jspecify.annotations.NullMarked;
