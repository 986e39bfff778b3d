/** Work that is done when there is some, and looked for now and then. */
@NullMarked
package io.godwit.service.loop;

import org.jspecify.annotations.NullMarked;
