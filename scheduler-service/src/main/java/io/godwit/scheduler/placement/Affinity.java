package io.godwit.scheduler.placement;

import io.godwit.events.agent.Fact.Answer;

/**
 * Whether a guest belongs to those on a host.
 *
 * @param wish with the words of the guest
 * @param together how many are there that it belongs to
 * @param apart how many are there that it keeps away from
 */
record Affinity(Wish wish, int together, int apart) {
  static final String FACT = "affinity";

  static Affinity of(Wish wish, Stock stock) {
    return new Affinity(wish, wish.together.on(stock.id()), wish.apart.on(stock.id()));
  }

  /** To be kept apart counts more than to be together. */
  Answer answer() {
    if (apart > 0) {
      return Answer.PROBABLY_NO;
    }
    return together > 0 ? Answer.YES : Answer.PROBABLY_YES;
  }

  /** In [0, 1]: one half where nothing speaks for or against the host. */
  double value() {
    if (apart > 0) {
      return 0;
    }
    return together > 0 ? 1 : 0.5;
  }

  String words() {
    if (apart > 0) {
      return "%d guests run there that it keeps apart from by '%s'"
          .formatted(apart, wish.apart.word());
    }
    return together > 0
        ? "%d guests run there that it belongs to by '%s'".formatted(together, wish.together.word())
        : "no guest there speaks for or against it";
  }
}
