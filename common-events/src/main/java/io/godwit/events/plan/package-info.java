@NullMarked
package io.godwit.events.plan;

import org.jspecify.annotations.NullMarked;
