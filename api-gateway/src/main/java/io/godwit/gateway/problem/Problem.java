package io.godwit.gateway.problem;

import org.jspecify.annotations.Nullable;

/**
 * Why a request is not carried out.
 *
 * @param field the field, header or parameter at fault; absent if none is
 * @param detail for people, naming the field
 */
public record Problem(Kind kind, @Nullable String field, String detail) {
  /** The kinds, each an answer of HTTP. */
  public enum Kind {
    INVALID(400, "Invalid request"),
    NOT_FOUND(404, "Not found"),
    CONFLICT(409, "Conflict"),
    STALE(412, "Changed meanwhile"),
    TOO_LARGE(413, "Too large"),
    UNPROCESSABLE(422, "Cannot be carried out"),
    UNAVAILABLE(503, "Unavailable for now");

    private final int status;
    private final String title;

    Kind(int status, String title) {
      this.status = status;
      this.title = title;
    }

    public int status() {
      return status;
    }

    public String title() {
      return title;
    }
  }

  /** For throwing it through code that cannot return it. */
  public Refused refused() {
    return new Refused(this);
  }

  /** A request that is refused with its problem. */
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Problem problem;

    private Refused(Problem problem) {
      super(problem.detail(), null, false, false);
      this.problem = problem;
    }

    public Problem problem() {
      return problem;
    }
  }
}
