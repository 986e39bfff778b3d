package io.godwit.cli.gateway;

import io.godwit.cli.terminal.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** The gateway's answer when it does not do what was asked; the message is for people. */
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int status;

  private Refused(int status, String message) {
    super(message);
    this.status = status;
  }

  /** Problem details as in RFC 9457, with the field at fault where there is one. */
  private record Problem(@Nullable String title, @Nullable String detail, @Nullable String field) {}

  static Refused of(int status, String body) {
    try {
      var problem = Json.read(body, Problem.class);
      String text = problem.detail() == null ? problem.title() : problem.detail();
      String field = problem.field() == null ? "" : problem.field() + ": ";
      return new Refused(status, text == null ? "HTTP " + status : field + text);
    } catch (JacksonException e) {
      return new Refused(status, "HTTP %d: %s".formatted(status, body.strip()));
    }
  }

  public int status() {
    return status;
  }
}
