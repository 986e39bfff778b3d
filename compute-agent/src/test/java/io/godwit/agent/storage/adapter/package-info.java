@NullMarked
package io.godwit.agent.storage.adapter;

import org.jspecify.annotations.NullMarked;
