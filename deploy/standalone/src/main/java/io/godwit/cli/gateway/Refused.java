package io.godwit.cli.gateway;

import io.godwit.cli.terminal.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** The gateway's answer when it does not do what was asked; the message is for people. */
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int status;
  private final @Nullable String field;
  private final String detail;

  private Refused(int status, @Nullable String field, String detail) {
    super(field == null ? detail : field + ": " + detail);
    this.status = status;
    this.field = field;
    this.detail = detail;
  }

  /** Problem details as in RFC 9457, with the field at fault where there is one. */
  private record Problem(@Nullable String title, @Nullable String detail, @Nullable String field) {}

  static Refused of(int status, String body) {
    try {
      var problem = Json.read(body, Problem.class);
      String text = problem.detail() == null ? problem.title() : problem.detail();
      return text == null
          ? new Refused(status, null, "HTTP " + status)
          : new Refused(status, problem.field(), withoutField(text, problem.field()));
    } catch (JacksonException e) {
      return new Refused(status, null, "HTTP %d: %s".formatted(status, body.strip()));
    }
  }

  /** Some say the field in the detail, too. */
  private static String withoutField(String text, @Nullable String field) {
    return field != null && text.startsWith(field + ": ")
        ? text.substring(field.length() + 2)
        : text;
  }

  public int status() {
    return status;
  }

  /** The field of the request that is at fault; null: none in particular. */
  public @Nullable String field() {
    return field;
  }

  /** What is wrong with it. */
  public String detail() {
    return detail;
  }
}
