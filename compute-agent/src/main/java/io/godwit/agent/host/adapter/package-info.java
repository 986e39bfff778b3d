/** Watches the host and publishes its inventory and heartbeat. */
@NullMarked
package io.godwit.agent.host.adapter;

import org.jspecify.annotations.NullMarked;
