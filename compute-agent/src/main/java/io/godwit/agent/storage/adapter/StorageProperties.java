package io.godwit.agent.storage.adapter;

import io.godwit.events.InvalidField;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this agent sets up its host's storage.
 *
 * @param iscsiadm open-iscsi's command, with what has to go before its options; it must act on the
 *     host that this agent serves
 * @param iscsiTimeLimit for one run of it
 * @param retry between two tries to take something away that was in use
 */
@ConfigurationProperties(value = "agent.storage", ignoreUnknownFields = false)
public record StorageProperties(
    @DefaultValue("iscsiadm") String iscsiadm,
    @DefaultValue("30s") Duration iscsiTimeLimit,
    @DefaultValue("5s") Duration retry) {

  public StorageProperties {
    if (iscsiadm.isBlank()) {
      throw new InvalidField("agent.storage.iscsiadm", "must not be blank");
    }
    positive(iscsiTimeLimit, "agent.storage.iscsi-time-limit");
    positive(retry, "agent.storage.retry");
  }

  private static void positive(Duration value, String field) {
    if (value.isNegative() || value.isZero()) {
      throw new InvalidField(field, "must be more than 0, is " + value);
    }
  }

  /** The initiator that is configured. */
  public Iscsiadm initiator() {
    return new Iscsiadm(List.of(iscsiadm.strip().split("\\s+")), iscsiTimeLimit);
  }
}
