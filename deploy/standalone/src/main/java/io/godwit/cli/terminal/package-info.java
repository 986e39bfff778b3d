/** How text is shown to people. */
@NullMarked
package io.godwit.cli.terminal;

import org.jspecify.annotations.NullMarked;
