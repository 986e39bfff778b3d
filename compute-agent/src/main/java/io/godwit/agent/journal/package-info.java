/** What an agent must still know after it was killed. */
@NullMarked
package io.godwit.agent.journal;

import org.jspecify.annotations.NullMarked;
