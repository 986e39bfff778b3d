/** What the tests of the services share. */
@NullMarked
package io.godwit.service.testing;

import org.jspecify.annotations.NullMarked;
