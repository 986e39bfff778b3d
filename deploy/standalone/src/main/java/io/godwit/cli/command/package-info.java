/** One class per command: options in, exit status out. */
@NullMarked
package io.godwit.cli.command;

import org.jspecify.annotations.NullMarked;
