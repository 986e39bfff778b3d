/** Which escalation, when, why. */
@NullMarked
package io.godwit.policy;

import org.jspecify.annotations.NullMarked;
