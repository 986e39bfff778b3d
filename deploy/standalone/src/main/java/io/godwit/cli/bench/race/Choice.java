package io.godwit.cli.bench.race;

import io.godwit.cli.bench.race.Way.Intended;
import io.godwit.cli.bench.race.Way.Manual;
import io.godwit.cli.deployment.Invalid;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which part of the race is run or shown. */
record Choice(
    List<RaceLink> links, List<RaceGuest> guests, List<Manual> manual, List<Intended> intended) {
  private static final String ALL_MANUAL = "virsh";
  private static final String ALL_INTENDED = "godwit";

  /**
   * Reads words of links, guests and ways; where none of a kind is named, all of it are taken.
   *
   * @throws Invalid naming the word
   */
  static Choice of(List<String> words) {
    words.forEach(Choice::check);
    boolean anyWay = named(words, wayWords()).isEmpty();
    return new Choice(
        chosen(words, Arrays.asList(RaceLink.values()), RaceLink::word),
        chosen(words, RaceGuest.MATRIX, RaceGuest::id),
        anyWay || words.contains(ALL_MANUAL) ? Way.MANUAL : named(words, Way.MANUAL, Manual::id),
        anyWay || words.contains(ALL_INTENDED)
            ? Way.INTENDED
            : named(words, Way.INTENDED, Intended::id));
  }

  /** Manual ones first. */
  List<Way> ways() {
    return Stream.<Way>concat(manual.stream(), intended.stream()).toList();
  }

  private static <T> List<T> chosen(List<String> words, List<T> all, Function<T, String> word) {
    var named = named(words, all, word);
    return named.isEmpty() ? all : named;
  }

  private static <T> List<T> named(List<String> words, List<T> all, Function<T, String> word) {
    return all.stream().filter(one -> words.contains(word.apply(one))).toList();
  }

  private static List<String> named(List<String> words, List<String> all) {
    return named(words, all, word -> word);
  }

  private static void check(String word) {
    if (!linkWords().contains(word) && !guestWords().contains(word) && !wayWords().contains(word)) {
      throw new Invalid(
          "--only: '%s' is no link (%s), no guest (%s) and no way (%s)"
              .formatted(word, said(linkWords()), said(guestWords()), said(wayWords())));
    }
  }

  private static List<String> linkWords() {
    return Arrays.stream(RaceLink.values()).map(RaceLink::word).toList();
  }

  private static List<String> guestWords() {
    return RaceGuest.MATRIX.stream().map(RaceGuest::id).toList();
  }

  private static List<String> wayWords() {
    return Stream.concat(Stream.of(ALL_MANUAL, ALL_INTENDED), Way.all().stream().map(Way::id))
        .toList();
  }

  private static String said(List<String> words) {
    return words.stream().collect(Collectors.joining(", "));
  }
}
