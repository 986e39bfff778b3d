/** What commands print for people. */
@NullMarked
package io.godwit.cli.command.text;

import org.jspecify.annotations.NullMarked;
