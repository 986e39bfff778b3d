package io.godwit.gateway.projection;

import io.godwit.events.GuestClass;
import io.godwit.events.Reason;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import java.time.Instant;

/**
 * What was asked, by whom, when.
 *
 * @param request word for word
 * @param by the event source that asked, like {@code urn:godwit:principal:operator}
 */
public record Asked(
    RequestMigration request, Reason reason, GuestClass guestClass, String by, Instant at) {}
