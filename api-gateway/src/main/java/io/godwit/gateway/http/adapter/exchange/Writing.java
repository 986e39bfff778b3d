package io.godwit.gateway.http.adapter.exchange;

import io.godwit.events.MigrationId;
import io.godwit.events.request.MigrationRequest;
import io.godwit.gateway.problem.Problem;
import io.godwit.gateway.request.IdempotencyKey;
import io.godwit.gateway.request.Principal;
import io.godwit.gateway.request.RequestLog;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** How the controllers write what is asked: in whose name, under which key, or else a 503. */
@Component
public class Writing {
  /** What clients are told of the key's header. */
  public static final String KEY =
      "1 to 200 visible ASCII characters; absent: made up and returned";

  private static final Logger log = LoggerFactory.getLogger(Writing.class);
  private final RequestLog requests;
  private final Principal principal;
  private final Clock clock;

  Writing(RequestLog requests, Principal principal, Clock clock) {
    this.requests = requests;
    this.principal = principal;
    this.clock = clock;
  }

  /** The given key, or one that is made up. */
  public static IdempotencyKey key(@Nullable String given) {
    return new IdempotencyKey(given == null ? UUID.randomUUID().toString() : given);
  }

  public String source() {
    return principal.source();
  }

  public Instant now() {
    return clock.instant();
  }

  public MigrationId migrationId(String key) {
    return MigrationId.of(principal.source(), key);
  }

  /** Writes under a client's key. */
  public void write(MigrationRequest request, String subject, String id, IdempotencyKey key) {
    if (requests.write(request, subject, id) instanceof RequestLog.Outcome.NotAcknowledged no) {
      throw unavailable(
          "%s; asking again with %s %s is safe"
              .formatted(no.detail(), IdempotencyKey.HEADER, key.value()));
    }
  }

  /** Writes what may be written any number of times, under a key that is made up. */
  public void write(MigrationRequest request, String subject) {
    var id = UUID.randomUUID().toString();
    if (requests.write(request, subject, id) instanceof RequestLog.Outcome.NotAcknowledged no) {
      throw unavailable(no.detail() + "; asking again is safe");
    }
  }

  /** Shows what was just written; it is safe, so that it does not matter if that fails. */
  public <V> V shown(V view, Consumer<V> remember, String what) {
    try {
      remember.accept(view);
    } catch (RuntimeException e) {
      log.warn("{} is asked for, but not shown until there is news of it", what, e);
    }
    return view;
  }

  private static Problem.Refused unavailable(String detail) {
    return new Problem(Problem.Kind.UNAVAILABLE, null, detail).refused();
  }
}
