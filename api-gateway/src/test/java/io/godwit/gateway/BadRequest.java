package io.godwit.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A bad request by name: its status, its field, its words, and nothing of the inside. */
record BadRequest(
    String name,
    String method,
    String path,
    String body,
    List<String> headers,
    int status,
    @Nullable String field,
    String detail) {

  void check() {
    var response = RunningGateway.get().send(method, path, body, headers.toArray(String[]::new));

    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    var problem = RunningGateway.json(response);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("title").asString()).isNotBlank();
    assertThat(problem.path("field").asString(null)).isEqualTo(field);
    assertThat(problem.path("detail").asString()).contains(detail);
    assertThat(response.body())
        .doesNotContain("io.godwit", "java.", "Exception", "tools.jackson", "springframework")
        .doesNotContain("trace\"", "\tat ");
  }

  @Override
  public String toString() {
    return name;
  }
}
