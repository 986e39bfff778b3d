package io.godwit.cli.demo;

import io.godwit.cli.gateway.Migration;
import io.godwit.cli.terminal.Amounts;
import io.godwit.cli.terminal.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one guest of a demonstration fared.
 *
 * @param lostWorkMillis of its normal rate, from the start of its migration to its end; null where
 *     it cannot be measured
 * @param longestGapMillis in its output, measured from outside
 * @param reason how and why, in one sentence
 */
public record DemoRow(
    String guest,
    @Nullable String source,
    @Nullable String destination,
    String state,
    @Nullable String mode,
    @Nullable Long totalMillis,
    @Nullable Long downtimeMillis,
    @Nullable Long sentBytes,
    @Nullable Long lostWorkMillis,
    @Nullable Long longestGapMillis,
    String reason) {

  static DemoRow of(Migration migration, Stage.@Nullable Suffered suffered) {
    return new DemoRow(
        migration.guest().name(),
        migration.source(),
        migration.destination(),
        migration.state(),
        migration.mode(),
        migration.totalMillis(),
        migration.downtimeMillis(),
        migration.sentBytes(),
        suffered == null ? null : suffered.lostWorkMillis(),
        suffered == null ? null : suffered.longestGapMillis(),
        migration.why());
  }

  static Table table(List<DemoRow> rows) {
    var table =
        new Table("GUEST", "WAY", "TOTAL", "DOWNTIME", "SENT", "WORK LOST", "LONGEST GAP", "WHY");
    for (var row : rows) {
      table.row(
          row.guest(),
          row.mode() == null ? row.state() : row.mode(),
          Amounts.millis(row.totalMillis()),
          Amounts.millis(row.downtimeMillis()),
          Amounts.bytes(row.sentBytes()),
          Amounts.millis(row.lostWorkMillis()),
          Amounts.millis(row.longestGapMillis()),
          row.reason());
    }
    return table;
  }
}
