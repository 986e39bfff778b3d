@NullMarked
package io.godwit.events.wire;

import org.jspecify.annotations.NullMarked;
