@NullMarked
package io.godwit.agent.job;

import org.jspecify.annotations.NullMarked;
