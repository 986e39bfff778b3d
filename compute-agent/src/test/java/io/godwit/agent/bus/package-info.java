@NullMarked
package io.godwit.agent.bus;

import org.jspecify.annotations.NullMarked;
