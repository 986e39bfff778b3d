/** What may be done to a migration, stated as intent or as the ladder of another system. */
@NullMarked
package io.godwit.events.policy;

import org.jspecify.annotations.NullMarked;
