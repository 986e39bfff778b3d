/**
 * The physics of one live migration: how a guest writes to its memory, and how QEMU sends it.
 * Amounts are bytes, times seconds.
 */
@NullMarked
package io.godwit.agent.physics;

import org.jspecify.annotations.NullMarked;
