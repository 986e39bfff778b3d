/** What the topics say of migrations and hosts, as one view each; pure. */
@NullMarked
package io.godwit.gateway.projection;

import org.jspecify.annotations.NullMarked;
