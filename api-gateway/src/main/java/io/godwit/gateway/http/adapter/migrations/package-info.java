/** Migrations over HTTP. */
@NullMarked
package io.godwit.gateway.http.adapter.migrations;

import org.jspecify.annotations.NullMarked;
