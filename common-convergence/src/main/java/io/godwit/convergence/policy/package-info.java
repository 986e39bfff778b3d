/** Which policy a migration has: the definitions that come with Godwit, and how one is chosen. */
@NullMarked
package io.godwit.convergence.policy;

import org.jspecify.annotations.NullMarked;
