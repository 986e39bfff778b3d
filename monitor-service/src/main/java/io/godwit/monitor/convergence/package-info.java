/** The pure model: from progress samples to where a migration is heading. */
@NullMarked
package io.godwit.monitor.convergence;

import org.jspecify.annotations.NullMarked;
