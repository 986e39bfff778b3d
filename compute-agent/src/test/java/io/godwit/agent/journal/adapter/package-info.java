@NullMarked
package io.godwit.agent.journal.adapter;

import org.jspecify.annotations.NullMarked;
