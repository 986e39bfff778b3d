/** Who may send how much over which link, pure: the bandwidth ledger. */
@NullMarked
package io.godwit.scheduler.links;

import org.jspecify.annotations.NullMarked;
