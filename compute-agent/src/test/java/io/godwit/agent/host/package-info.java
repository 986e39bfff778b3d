@NullMarked
package io.godwit.agent.host;

import org.jspecify.annotations.NullMarked;
