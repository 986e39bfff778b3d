package io.godwit.cli.command.text;

import io.godwit.cli.gateway.Refused;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What people typed, by the names that the gateway has for it. */
public final class Arguments {
  private static final Map<String, String> OF_FIELDS =
      Map.ofEntries(
          Map.entry("guest", "GUEST"),
          Map.entry("host", "HOST"),
          Map.entry("destination", "HOST"),
          Map.entry("destinations", "--to"),
          Map.entry("reason", "--reason"),
          Map.entry("guestClass", "--class"),
          Map.entry("forced", "--force"),
          Map.entry("priority", "--priority"),
          Map.entry("project", "--project"),
          Map.entry("diskCopy", "--disk-copy"),
          Map.entry("deadline", "--deadline"),
          Map.entry("lastResort", "--last-resort"),
          Map.entry("tuning", "--deadline"),
          Map.entry("tuning.deadline", "--deadline"),
          Map.entry("tuning.downtimeBudgetMillis", "--downtime"),
          Map.entry("tuning.throttleBudgetPercent", "--throttle"),
          Map.entry("tuning.pauseBudgetMillis", "--pause"),
          Map.entry("tuning.postCopyAllowed", "--post-copy"),
          Map.entry("tuning.bandwidthBytesPerSecond", "--bandwidth"),
          Map.entry("tuning.lastResort", "--last-resort"),
          Map.entry("postCopyForbidden", "--post-copy"),
          Map.entry("override", "--override"),
          Map.entry("name", "NAME"),
          Map.entry("class", "--class"),
          Map.entry("label", "--label"),
          Map.entry("If-Match", "--if-version"),
          Map.entry("explanation", "--explanation"),
          Map.entry("running", "--running"),
          Map.entry("outgoingLimit", "--outgoing"),
          Map.entry("incomingLimit", "--incoming"),
          Map.entry("bandwidthCapBytesPerSecond", "--bandwidth"),
          Map.entry("closed", "--closed"),
          Map.entry("windows", "--blackout"),
          Map.entry("state", "--state"),
          Map.entry("limit", "--limit"),
          Map.entry("Idempotency-Key", "--key"));

  private Arguments() {}

  /** The gateway's refusal, with the argument at fault in the place of its field. */
  public static String named(Refused refused) {
    return named(refused.field(), refused.detail());
  }

  /** What is wrong with a field of a request, by its argument's name. */
  public static String named(@Nullable String field, String detail) {
    return field == null ? detail : OF_FIELDS.getOrDefault(field, field) + ": " + detail;
  }
}
