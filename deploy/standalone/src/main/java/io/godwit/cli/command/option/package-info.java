/** Options that several commands share, and the values that people type. */
@NullMarked
package io.godwit.cli.command.option;

import org.jspecify.annotations.NullMarked;
