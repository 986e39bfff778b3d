package io.godwit.gateway.http.adapter.policies;

import io.godwit.events.GuestClass;
import io.godwit.events.InvalidField;
import io.godwit.events.Reason;
import io.godwit.gateway.http.adapter.exchange.QueryParameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** Of what migration it is asked which policy it would be given. */
record MatchQuery(
    Reason reason, GuestClass guestClass, @Nullable String project, Map<String, String> labels) {
  private static final String LABEL = "label";
  private static final Set<String> PARAMETERS = Set.of("reason", "class", "project", LABEL);

  /**
   * @throws InvalidField naming the parameter at fault
   */
  static MatchQuery of(MultiValueMap<String, String> values) {
    for (var value : values.entrySet()) {
      if (value.getValue().size() > 1 && !value.getKey().equals(LABEL)) {
        throw new InvalidField(value.getKey(), "must be given once");
      }
    }
    var parameters = QueryParameters.of(values.toSingleValueMap(), PARAMETERS);
    var reason = parameters.constant("reason", Reason.class);
    var guestClass = parameters.constant("class", GuestClass.class);
    return new MatchQuery(
        reason == null ? Reason.USER : reason,
        guestClass == null ? GuestClass.STANDARD : guestClass,
        parameters.text("project"),
        labels(values.getOrDefault(LABEL, List.of())));
  }

  private static Map<String, String> labels(List<String> texts) {
    var labels = new LinkedHashMap<String, String>();
    for (var text : texts) {
      int at = text.indexOf('=');
      if (at < 1) {
        throw new InvalidField(LABEL, "must be KEY=VALUE, is '" + text + "'");
      }
      if (labels.put(text.substring(0, at), text.substring(at + 1)) != null) {
        throw new InvalidField(LABEL, "gives '%s' twice".formatted(text.substring(0, at)));
      }
    }
    return labels;
  }
}
