/** The demonstration: real guests, moved. */
@NullMarked
package io.godwit.cli.demo;

import org.jspecify.annotations.NullMarked;
