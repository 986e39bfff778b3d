/** The policies' definitions, kept from their topic. */
@NullMarked
package io.godwit.scheduler.policy.adapter;

import org.jspecify.annotations.NullMarked;
