/** The race of Godwit's policies against manual strategies on real guests. */
@NullMarked
package io.godwit.cli.bench.race;

import org.jspecify.annotations.NullMarked;
