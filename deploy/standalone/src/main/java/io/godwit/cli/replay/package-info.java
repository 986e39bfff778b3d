/** What was recorded of a migration, through another policy. */
@NullMarked
package io.godwit.cli.replay;

import org.jspecify.annotations.NullMarked;
