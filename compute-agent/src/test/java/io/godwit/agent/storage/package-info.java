@NullMarked
package io.godwit.agent.storage;

import org.jspecify.annotations.NullMarked;
