@NullMarked
package io.godwit.agent.bus.adapter;

import org.jspecify.annotations.NullMarked;
