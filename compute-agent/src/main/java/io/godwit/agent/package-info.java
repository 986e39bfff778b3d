/** The agent of one host, or of several simulated ones, put together. */
@NullMarked
package io.godwit.agent;

import org.jspecify.annotations.NullMarked;
