/** From where a migration is heading and what its policy wants to the step that serves it. */
@NullMarked
package io.godwit.policy.steering;

import org.jspecify.annotations.NullMarked;
