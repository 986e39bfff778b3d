@NullMarked
package io.godwit.events.host;

import org.jspecify.annotations.NullMarked;
