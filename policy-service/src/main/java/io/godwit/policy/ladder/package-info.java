/** Other systems' behaviour, rung by rung. */
@NullMarked
package io.godwit.policy.ladder;

import org.jspecify.annotations.NullMarked;
