/** Policies and ladders on computed guests, in virtual time: no service runs. */
@NullMarked
package io.godwit.cli.simulation;

import org.jspecify.annotations.NullMarked;
