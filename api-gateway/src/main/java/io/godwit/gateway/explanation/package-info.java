/** A migration's record as sentences for people; pure. */
@NullMarked
package io.godwit.gateway.explanation;

import org.jspecify.annotations.NullMarked;
