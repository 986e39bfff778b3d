/** One migration on this host: its commands in order, what it reports, its true passes. */
@NullMarked
package io.godwit.agent.job;

import org.jspecify.annotations.NullMarked;
