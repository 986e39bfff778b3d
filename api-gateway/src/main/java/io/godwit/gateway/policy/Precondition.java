package io.godwit.gateway.policy;

import io.godwit.events.InvalidField;
import io.godwit.events.policy.PolicyDefinition;
import io.godwit.gateway.problem.Problem;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a writer believes to be there, so that nobody's change is lost.
 *
 * @param field the header that says so
 * @param version that it has read; absent: any
 * @param absent whether there must be none yet
 */
public record Precondition(String field, @Nullable Integer version, boolean absent) {
  public static final String MATCH = "If-Match";
  public static final String NONE_MATCH = "If-None-Match";
  private static final Pattern TAG = Pattern.compile("\"([1-9][0-9]{0,8})\"");
  private static final String ANY = "*";

  /**
   * @param match the header {@code If-Match}: a version in quotation marks, or {@code *}
   * @param noneMatch the header {@code If-None-Match}: only {@code *}
   * @throws InvalidField naming the header
   */
  public static Precondition of(@Nullable String match, @Nullable String noneMatch) {
    if (noneMatch != null) {
      if (match != null) {
        throw new InvalidField(NONE_MATCH, "contradicts " + MATCH);
      }
      if (!noneMatch.equals(ANY)) {
        throw new InvalidField(NONE_MATCH, "must be *, is '" + noneMatch + "'");
      }
      return new Precondition(NONE_MATCH, null, true);
    }
    if (match == null || match.equals(ANY)) {
      return new Precondition(MATCH, null, false);
    }
    var matcher = TAG.matcher(match);
    if (!matcher.matches()) {
      throw new InvalidField(
          MATCH, "must be a version in quotation marks, like \"3\", is '" + match + "'");
    }
    return new Precondition(MATCH, Integer.valueOf(matcher.group(1)), false);
  }

  /**
   * @param current what is there; absent: nothing
   * @throws Problem.Refused naming the header, and what is there in truth
   */
  void check(String name, @Nullable PolicyDefinition current) {
    if (absent && current != null) {
      throw stale("policy %s is there, at version %d".formatted(name, current.version()));
    }
    if (version != null && current == null) {
      throw stale("there is no policy %s".formatted(name));
    }
    if (version != null && current != null && current.version() != version) {
      throw stale("policy %s is at version %d, not %d".formatted(name, current.version(), version));
    }
  }

  private Problem.Refused stale(String detail) {
    return new Problem(Problem.Kind.STALE, field, field + ": " + detail).refused();
  }
}
