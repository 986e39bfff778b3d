package io.godwit.cli.command.text;

import io.godwit.cli.gateway.Plan;
import io.godwit.cli.terminal.Amounts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What would be reserved, in words. */
final class ClaimsText {
  private ClaimsText() {}

  static @Nullable String of(Plan.@Nullable Claims claims) {
    if (claims == null) {
      return null;
    }
    List<String> parts = new ArrayList<>();
    if (claims.memoryBytes() != null) {
      parts.add("memory " + Amounts.bytes(claims.memoryBytes()));
    }
    for (var pages : claims.hugePages()) {
      parts.add(
          "%s in pages of %s"
              .formatted(Amounts.bytes(pages.memoryBytes()), Amounts.bytes(pages.pageBytes())));
    }
    for (var cell : claims.cells()) {
      parts.add("%s of cell %d".formatted(Amounts.bytes(cell.memoryBytes()), cell.cell()));
    }
    if (!claims.cpus().isEmpty()) {
      parts.add("CPUs " + String.join(", ", claims.cpus().stream().map(String::valueOf).toList()));
    }
    for (var device : claims.devices()) {
      parts.add(
          "%s %s in place of %s"
              .formatted(device.kind(), device.address(), device.sourceAddress()));
    }
    for (var volume : claims.volumes()) {
      parts.add(
          "%s in pool %s for a %s volume of disk %s"
              .formatted(
                  Amounts.bytes(volume.spaceBytes()),
                  volume.pool(),
                  volume.format(),
                  volume.target()));
    }
    return String.join(", ", parts);
  }
}
