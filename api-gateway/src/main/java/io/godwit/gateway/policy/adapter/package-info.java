/** The tables of policies. */
@NullMarked
package io.godwit.gateway.policy.adapter;

import org.jspecify.annotations.NullMarked;
