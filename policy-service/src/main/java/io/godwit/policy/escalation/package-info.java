/** The rules: from where a migration is heading to the least harmful step that finishes it. */
@NullMarked
package io.godwit.policy.escalation;

import org.jspecify.annotations.NullMarked;
