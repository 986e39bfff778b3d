package io.godwit.scheduler.placement;

import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.Fact.Answer;
import io.godwit.scheduler.dispatch.Limits;
import io.godwit.scheduler.links.Room;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** A host that suits, measured: all in figures, because there may be thousands. */
final class Candidate {
  /**
   * Least tried first, then who was asked to be preferred, then where it could start at once, then
   * by score, then by id.
   */
  static final Comparator<Candidate> BEST_FIRST = Candidate::compare;

  private static int compare(Candidate one, Candidate other) {
    if (one.tries != other.tries) {
      return Integer.compare(one.tries, other.tries);
    }
    if (one.preferred != other.preferred) {
      return one.preferred ? -1 : 1;
    }
    if ((one.lack == null) != (other.lack == null)) {
      return one.lack == null ? -1 : 1;
    }
    int byScore = Double.compare(other.score, one.score);
    return byScore == 0 ? one.stock.id().compareTo(other.stock.id()) : byScore;
  }

  final Stock stock;
  final Claims claims;
  final Room.@Nullable Lack lack;
  final @Nullable BytesPerSecond alone;
  final @Nullable BytesPerSecond free;
  final Affinity affinity;
  final @Nullable Answer answer;
  final double seconds;
  private final int tries;
  private final boolean preferred;
  double score;

  /**
   * @param lack what it would wait for there; absent: nothing
   * @param alone what the migration gets on the way for itself; absent: not known
   * @param free of the way; absent: not known
   */
  Candidate(
      Wish wish,
      Stock stock,
      Claims claims,
      Room.@Nullable Lack lack,
      @Nullable BytesPerSecond alone,
      @Nullable BytesPerSecond free,
      Bytes load) {
    this.stock = stock;
    this.claims = claims;
    this.lack = lack;
    this.alone = alone;
    this.free = free;
    this.affinity = Affinity.of(wish, stock);
    this.answer = wish.waiting.answers().get(stock.id());
    this.tries = wish.waiting.tried().isEmpty() ? 0 : wish.waiting.triesOn(stock.id());
    this.preferred = stock.id().equals(wish.waiting.preferred());
    var rate = rate();
    this.seconds = rate == null ? Double.NaN : load.count() / (double) rate.count();
  }

  /** What it would get: what is free now, or the way for itself if it has to wait for it. */
  @Nullable BytesPerSecond rate() {
    var rate = lack == null && free != null && free.count() > 0 ? free : alone;
    return rate == null || rate.count() == 0 ? null : rate;
  }

  /** That it suits, and what it would wait for. */
  String words() {
    return lack == null ? "it suits" : "it suits; " + lack.words();
  }

  /** Of the memory there, what stays free. */
  double headroom() {
    long memory = stock.memory().count();
    return memory == 0 ? 0 : (double) stock.free().less(claims.memory()).count() / memory;
  }

  /** Of what the migration could get there alone, what is free. */
  double links() {
    if (alone == null || free == null || alone.count() == 0) {
      return lack == null ? 0.5 : 0;
    }
    return Math.min(1, (double) free.count() / alone.count());
  }

  /** The best time over this one's. */
  double time(double bestSeconds) {
    if (Double.isNaN(seconds)) {
      return 0.5;
    }
    return seconds == 0 ? 1 : bestSeconds / seconds;
  }

  void weigh(Limits.Weights weights, double bestSeconds) {
    score =
        weights.headroom() * headroom()
            + weights.links() * links()
            + weights.answers() * Answers.value(answer)
            + weights.affinity() * affinity.value()
            + weights.time() * time(bestSeconds);
  }
}
