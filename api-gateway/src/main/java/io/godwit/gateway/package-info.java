/** The gateway: HTTP in front, Kafka behind, a read model beside. */
@NullMarked
package io.godwit.gateway;

import org.jspecify.annotations.NullMarked;
