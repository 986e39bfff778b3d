/** What is wrong with a request, whatever door it came through. */
@NullMarked
package io.godwit.gateway.problem;

import org.jspecify.annotations.NullMarked;
