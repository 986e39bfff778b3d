@NullMarked
package io.godwit.events.migration;

import org.jspecify.annotations.NullMarked;
