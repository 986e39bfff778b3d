@NullMarked
package io.godwit.events.agent;

import org.jspecify.annotations.NullMarked;
