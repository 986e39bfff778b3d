package io.godwit.gateway.request;

/**
 * Whether a request is worth writing, as far as the read model tells. It refuses early what the
 * scheduler would refuse; the scheduler decides, on newer knowledge.
 *
 * @param <V> the view of what is asked for
 */
public sealed interface Admission<V> {
  /** It is written. */
  record Admitted<V>() implements Admission<V> {}

  /** It is known already, with the same body: nothing is to be done. */
  record Repeated<V>(V view) implements Admission<V> {}

  /** Its key was used before with another body. */
  record KeyReused<V>(String detail) implements Admission<V> {}

  /** What {@code field} names is being dealt with already. */
  record UnderWay<V>(String field, String detail) implements Admission<V> {}

  /** It cannot be carried out; {@code field} is the one at fault. */
  record Impossible<V>(String field, String detail) implements Admission<V> {}
}
