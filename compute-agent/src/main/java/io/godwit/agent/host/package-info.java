/** What a host is and what it knows about taking a guest. */
@NullMarked
package io.godwit.agent.host;

import org.jspecify.annotations.NullMarked;
