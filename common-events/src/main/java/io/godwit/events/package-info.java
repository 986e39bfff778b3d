@NullMarked
package io.godwit.events;

import org.jspecify.annotations.NullMarked;
