@NullMarked
package io.godwit.events.evacuation;

import org.jspecify.annotations.NullMarked;
