/** What becomes of a migration: how fast memory is rewritten against how fast it moves. */
@NullMarked
package io.godwit.convergence.model;

import org.jspecify.annotations.NullMarked;
