@NullMarked
package io.godwit.agent.simulation;

import org.jspecify.annotations.NullMarked;
