/** What leaves the agent, and which commands are dealt with. */
@NullMarked
package io.godwit.agent.bus;

import org.jspecify.annotations.NullMarked;
