/** The real parts as child processes: broker, database, lab; for the launcher and for tests. */
@NullMarked
package io.godwit.parts;

import org.jspecify.annotations.NullMarked;
