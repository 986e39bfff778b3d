/** What may be done to a migration, one class each: allowed or refused, with its prediction. */
@NullMarked
package io.godwit.policy.lever;

import org.jspecify.annotations.NullMarked;
