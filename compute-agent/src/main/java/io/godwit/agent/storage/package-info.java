/** What a destination's storage must have before a guest comes, and how it is taken away again. */
@NullMarked
package io.godwit.agent.storage;

import org.jspecify.annotations.NullMarked;
