/** What all features of the HTTP API read and answer alike. */
@NullMarked
package io.godwit.gateway.http.adapter.exchange;

import org.jspecify.annotations.NullMarked;
