/** The journal as a file, and the folder that only one agent may hold. */
@NullMarked
package io.godwit.agent.journal.adapter;

import org.jspecify.annotations.NullMarked;
