package io.godwit.gateway.http.adapter;

import io.godwit.events.MigrationId;
import io.godwit.events.request.MigrationRequest;
import io.godwit.gateway.problem.Problem;
import io.godwit.gateway.request.IdempotencyKey;
import io.godwit.gateway.request.Principal;
import io.godwit.gateway.request.RequestLog;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How the controllers write what is asked: in whose name, under which key, or else a 503. */
@Component
class Writing {
  private final RequestLog requests;
  private final Principal principal;
  private final Clock clock;

  Writing(RequestLog requests, Principal principal, Clock clock) {
    this.requests = requests;
    this.principal = principal;
    this.clock = clock;
  }

  /** The given key, or one that is made up. */
  static IdempotencyKey key(@Nullable String given) {
    return new IdempotencyKey(given == null ? UUID.randomUUID().toString() : given);
  }

  String source() {
    return principal.source();
  }

  Instant now() {
    return clock.instant();
  }

  MigrationId migrationId(String key) {
    return MigrationId.of(principal.source(), key);
  }

  /** Writes under a client's key. */
  void write(MigrationRequest request, String subject, String id, IdempotencyKey key) {
    if (requests.write(request, subject, id) instanceof RequestLog.Outcome.NotAcknowledged no) {
      throw unavailable(
          "%s; asking again with %s %s is safe"
              .formatted(no.detail(), IdempotencyKey.HEADER, key.value()));
    }
  }

  /** Writes what may be written any number of times, under a key that is made up. */
  void write(MigrationRequest request, String subject) {
    var id = UUID.randomUUID().toString();
    if (requests.write(request, subject, id) instanceof RequestLog.Outcome.NotAcknowledged no) {
      throw unavailable(no.detail() + "; asking again is safe");
    }
  }

  private static Problem.Refused unavailable(String detail) {
    return new Problem(Problem.Kind.UNAVAILABLE, null, detail).refused();
  }
}
