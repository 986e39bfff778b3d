/** The topics, checked at the start. */
@NullMarked
package io.godwit.gateway.topics.adapter;

import org.jspecify.annotations.NullMarked;
