/** The projection's Kafka listener and PostgreSQL tables. */
@NullMarked
package io.godwit.gateway.projection.adapter;

import org.jspecify.annotations.NullMarked;
