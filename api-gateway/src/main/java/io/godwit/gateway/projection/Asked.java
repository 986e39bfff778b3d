package io.godwit.gateway.projection;

import io.godwit.events.GuestClass;
import io.godwit.events.Reason;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was asked, by whom, when.
 *
 * @param request word for word
 * @param by the event source that asked, like {@code urn:godwit:principal:operator}
 * @param priority what an operator made of the request's priority since; absent: nothing
 */
public record Asked(
    RequestMigration request,
    Reason reason,
    GuestClass guestClass,
    String by,
    Instant at,
    @Nullable Integer priority) {

  /** One whose priority nobody has changed. */
  public Asked(
      RequestMigration request, Reason reason, GuestClass guestClass, String by, Instant at) {
    this(request, reason, guestClass, by, at, null);
  }

  /** The priority that counts. */
  public int priorityNow() {
    return priority == null ? request.priorityOrDefault() : priority;
  }

  Asked withPriority(int next) {
    return new Asked(request, reason, guestClass, by, at, next);
  }
}
