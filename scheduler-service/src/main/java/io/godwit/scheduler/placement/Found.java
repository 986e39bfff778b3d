package io.godwit.scheduler.placement;

import java.util.function.Function;

/** What a host has of what a guest needs, or why not. */
sealed interface Found<T> {
  record Of<T>(T it) implements Found<T> {}

  record Lacking<T>(Misfit misfit) implements Found<T> {}

  static <T> Found<T> of(T it) {
    return new Of<>(it);
  }

  static <T> Found<T> lacking(Misfit misfit) {
    return new Lacking<>(misfit);
  }

  /** What follows from it, where there is anything. */
  default <R> Found<R> then(Function<T, Found<R>> next) {
    return switch (this) {
      case Of<T>(var it) -> next.apply(it);
      case Lacking<T>(var misfit) -> new Lacking<>(misfit);
    };
  }

  /** That instead, where there is nothing and nobody insists. */
  default Found<T> or(boolean lenient, T instead) {
    return switch (this) {
      case Of<T> found -> found;
      case Lacking<T> lacking -> lenient ? of(instead) : lacking;
    };
  }
}
