/** Starting, stopping and looking at a whole deployment on this machine. */
@NullMarked
package io.godwit.cli.deployment;

import org.jspecify.annotations.NullMarked;
