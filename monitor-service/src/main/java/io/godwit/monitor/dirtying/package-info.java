/** What the observations of one guest say about how fast it rewrites how much of its memory. */
@NullMarked
package io.godwit.monitor.dirtying;

import org.jspecify.annotations.NullMarked;
