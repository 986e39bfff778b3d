package io.godwit.scheduler.placement;

import io.godwit.events.HostId;
import io.godwit.events.migration.MigrationEvent.Considered;
import io.godwit.scheduler.dispatch.Fleet;
import io.godwit.scheduler.dispatch.Limits;
import io.godwit.scheduler.dispatch.Located;
import io.godwit.scheduler.dispatch.Waiting;
import io.godwit.scheduler.links.Traffic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The choice of a destination: filters that each say why a host is out of the question, claims
 * chosen from what a host has, and weights over the rest. The same fleet and guest give the same
 * order; what is equal is ordered by id.
 */
public final class Placements {
  /** Of hosts that do not suit, how many are told with their reason. */
  private static final int MISFITS_TOLD = 10;

  private final Board board;
  private final Limits limits;
  private final Instant now;

  public Placements(Board board, Instant now, Limits limits) {
    this.board = board;
    this.limits = limits;
    this.now = now;
  }

  /**
   * Every host but the source in the order of choice, those that do not suit last; nothing is
   * handed out. Empty where no host runs the guest.
   */
  public static List<Ranked> rank(Fleet fleet, Waiting waiting, Instant now, Limits limits) {
    var board = new Board(fleet, limits);
    var located = board.whereabouts().of(waiting.guest().guest().uuid());
    return located instanceof Located.At(var source, _)
        ? new Placements(board, now, limits).rank(waiting, source, Moving.in(fleet, board.ways()))
        : List.of();
  }

  /** Every host but the source in the order of choice. */
  public List<Ranked> rank(Waiting waiting, HostId source, Traffic traffic) {
    var survey = survey(waiting, source, traffic, _ -> true);
    var describing =
        new Describing(survey.wish(), board.ways().port(source), traffic, survey.bestSeconds());
    var ranked = new ArrayList<Ranked>();
    survey.candidates().stream()
        .sorted(Candidate.BEST_FIRST)
        .map(describing::of)
        .forEach(ranked::add);
    for (int i = 0; i < survey.out().size(); i++) {
      ranked.add(Describing.of(survey.out().get(i), survey.misfits().get(i)));
    }
    return ranked;
  }

  /** The best host, and whether the migration could start there at once. */
  public Choice choose(Waiting waiting, HostId source, Traffic traffic) {
    return choose(waiting, source, traffic, _ -> true);
  }

  /**
   * The best of some hosts.
   *
   * @param among which of them are looked at
   */
  public Choice choose(Waiting waiting, HostId source, Traffic traffic, Predicate<HostId> among) {
    var survey = survey(waiting, source, traffic, among);
    if (survey.candidates().isEmpty()) {
      return none(waiting, survey);
    }
    var best = best(survey.candidates(), limits.placing().shortlist() + 2);
    var describing =
        new Describing(survey.wish(), board.ways().port(source), traffic, survey.bestSeconds());
    var first = describing.of(best.getFirst());
    var lack = best.getFirst().lack;
    var next = best.subList(1, best.size());
    return new Choice(
        first,
        lack == null ? null : lack.words(),
        next.stream().map(candidate -> candidate.stock.id()).toList(),
        considered(next, survey),
        why(waiting, survey, first),
        false);
  }

  /** The best few without sorting them all. */
  private static List<Candidate> best(List<Candidate> candidates, int most) {
    var worstFirst = new PriorityQueue<>(most + 1, Collections.reverseOrder(Candidate.BEST_FIRST));
    for (var candidate : candidates) {
      var worst = worstFirst.size() < most ? null : worstFirst.peek();
      if (worst == null || Candidate.BEST_FIRST.compare(candidate, worst) < 0) {
        worstFirst.add(candidate);
      }
      if (worstFirst.size() > most) {
        worstFirst.remove();
      }
    }
    return worstFirst.stream().sorted(Candidate.BEST_FIRST).toList();
  }

  private static List<Considered> considered(List<Candidate> next, Survey survey) {
    var suitable =
        next.stream()
            .map(one ->
                new Considered(
                    one.stock.id(), true, "score %.2f; %s".formatted(one.score, one.words())));
    return Stream.concat(suitable, misfits(survey)).toList();
  }

  private static Stream<Considered> misfits(Survey survey) {
    return Stream.iterate(0, i -> i < Math.min(MISFITS_TOLD, survey.out().size()), i -> i + 1)
        .map(i -> new Considered(survey.out().get(i).id(), false, survey.misfits().get(i).words()));
  }

  private static String why(Waiting waiting, Survey survey, Ranked best) {
    if (waiting.named() != null) {
      return waiting.forced() ? "forced by the request" : "named by the request";
    }
    int suitable = survey.candidates().size();
    var weights =
        best.weights().stream()
            .map(weight -> "%s %.2f".formatted(weight.name(), weight.value()))
            .collect(Collectors.joining(", "));
    var which =
        best.host().equals(waiting.preferred())
            ? "it answered better than the one before"
            : suitable == 1 ? "the only host that suits" : "the best of " + suitable + " that suit";
    return "%s: score %.2f (%s)".formatted(which, best.score(), weights);
  }

  private static Choice none(Waiting waiting, Survey survey) {
    var considered = misfits(survey).toList();
    int more = survey.out().size() - considered.size();
    var words =
        considered.stream()
            .map(one -> one.host() + ": " + one.reason())
            .collect(Collectors.joining("; "));
    var why = more > 0 ? words + "; and %d more hosts do not suit".formatted(more) : words;
    boolean forGood =
        waiting.named() == null
            && !survey.out().isEmpty()
            && survey.out().stream().allMatch(stock -> forGood(waiting, stock.id()));
    return new Choice(
        null, null, List.of(), considered, why.isEmpty() ? "there is no other host" : why, forGood);
  }

  private static boolean forGood(Waiting waiting, HostId host) {
    return waiting.refusedForGood(host).isPresent()
        || (!waiting.allowed().isEmpty() && !waiting.allowed().contains(host));
  }

  private Survey survey(Waiting waiting, HostId source, Traffic traffic, Predicate<HostId> among) {
    var survey = new Survey(new Wish(waiting, source, board, now, limits), board, traffic);
    survey.look(stocks(waiting).stream().filter(stock -> among.test(stock.id())).toList());
    return survey;
  }

  private List<Stock> stocks(Waiting waiting) {
    var named = waiting.named();
    if (named == null) {
      return board.stocks();
    }
    var stock = board.stock(named);
    return stock == null ? List.of() : List.of(stock);
  }
}
