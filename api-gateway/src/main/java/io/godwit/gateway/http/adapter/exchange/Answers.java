package io.godwit.gateway.http.adapter.exchange;

import io.godwit.events.InvalidField;
import io.godwit.gateway.problem.Problem;
import io.godwit.gateway.request.Admission;
import io.godwit.gateway.request.Admission.Admitted;
import io.godwit.gateway.request.Admission.Impossible;
import io.godwit.gateway.request.Admission.KeyReused;
import io.godwit.gateway.request.Admission.Repeated;
import io.godwit.gateway.request.Admission.UnderWay;
import io.godwit.gateway.request.IdempotencyKey;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.http.ResponseEntity;

/** What every controller answers in the same way: taken up, not found, or refused and why. */
public final class Answers {
  private Answers() {}

  /**
   * 202, saying where it is found and under which key it may be asked for again.
   *
   * @param collection the path that its id is appended to
   */
  public static <J> ResponseEntity<J> accepted(
      String collection, Object id, IdempotencyKey key, J body) {
    return ResponseEntity.accepted()
        .location(URI.create(collection + "/" + id))
        .header(IdempotencyKey.HEADER, key.value())
        .body(body);
  }

  /**
   * What a path names, or else 404.
   *
   * @param kind of it, in a word
   */
  public static <I, V> V found(
      String kind, String id, Function<String, I> parse, Function<I, Optional<V>> find) {
    I parsed;
    try {
      parsed = parse.apply(id);
    } catch (InvalidField invalid) {
      throw unknown("id " + invalid.problem());
    }
    return find.apply(parsed)
        .orElseThrow(() -> unknown("there is no %s with id %s".formatted(kind, id)));
  }

  private static Problem.Refused unknown(String detail) {
    return new Problem(Problem.Kind.NOT_FOUND, "id", detail).refused();
  }

  /**
   * What is asked for, written now or known already; else 409, or 422 naming the field.
   *
   * @param write it, and give its view
   */
  public static <V> V admitted(Admission<V> admission, Supplier<V> write) {
    return switch (admission) {
      case Admitted<V> _ -> write.get();
      case Repeated<V>(var view) -> view;
      case KeyReused<V>(var detail) ->
          throw new Problem(Problem.Kind.CONFLICT, IdempotencyKey.HEADER, detail).refused();
      case UnderWay<V>(var field, var detail) ->
          throw new Problem(Problem.Kind.CONFLICT, field, field + ": " + detail).refused();
      case Impossible<V>(var field, var detail) -> throw impossible(field, detail);
    };
  }

  /** 409: it has gone too far for that. */
  public static Problem.Refused tooLate(String detail) {
    return new Problem(Problem.Kind.CONFLICT, null, detail).refused();
  }

  /** 422: it cannot be carried out, because of that field. */
  public static Problem.Refused impossible(String field, String detail) {
    return new Problem(Problem.Kind.UNPROCESSABLE, field, field + ": " + detail).refused();
  }
}
