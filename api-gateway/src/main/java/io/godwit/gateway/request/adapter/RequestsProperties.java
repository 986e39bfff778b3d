package io.godwit.gateway.request.adapter;

import io.godwit.events.InvalidField;
import io.godwit.events.Require;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param principal in whose name requests are written, as long as nobody has to say who they are
 * @param acknowledgementLimit how long a request waits for the broker's acknowledgement
 */
@ConfigurationProperties(prefix = "gateway.requests", ignoreUnknownFields = false)
public record RequestsProperties(
    @DefaultValue("operator") String principal, @DefaultValue("5s") Duration acknowledgementLimit) {
  public RequestsProperties {
    if (!principal.matches("[A-Za-z0-9._~-]{1,100}")) {
      throw new InvalidField(
          "principal", "must be 1 to 100 of A-Z a-z 0-9 . _ ~ -, is '" + principal + "'");
    }
    Require.atLeast(acknowledgementLimit.toMillis(), 1, "acknowledgement-limit");
  }

  /** The event source of this principal. */
  public String source() {
    return "urn:godwit:principal:" + principal;
  }
}
