@NullMarked
package io.godwit.gateway.queue.adapter;

import org.jspecify.annotations.NullMarked;
