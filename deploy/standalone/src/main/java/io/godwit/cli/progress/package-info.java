/** Following migrations to their end. */
@NullMarked
package io.godwit.cli.progress;

import org.jspecify.annotations.NullMarked;
