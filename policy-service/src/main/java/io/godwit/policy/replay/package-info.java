/** What a policy that does not act would do: beside the acting one, or with what was recorded. */
@NullMarked
package io.godwit.policy.replay;

import org.jspecify.annotations.NullMarked;
