package io.godwit.events;

/** Input that breaks the contract, with the field that does, as it is named on the wire. */
public final class InvalidField extends IllegalArgumentException {
  private final String field;
  private final String problem;

  public InvalidField(String field, String problem) {
    super(field + " " + problem);
    this.field = field;
    this.problem = problem;
  }

  public String field() {
    return field;
  }

  public String problem() {
    return problem;
  }
}
