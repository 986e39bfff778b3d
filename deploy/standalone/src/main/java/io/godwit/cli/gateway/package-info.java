/** The client of the HTTP API. */
@NullMarked
package io.godwit.cli.gateway;

import org.jspecify.annotations.NullMarked;
