@NullMarked
package io.godwit.agent.physics;

import org.jspecify.annotations.NullMarked;
