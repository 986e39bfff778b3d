@NullMarked
package io.godwit.events.convergence;

import org.jspecify.annotations.NullMarked;
