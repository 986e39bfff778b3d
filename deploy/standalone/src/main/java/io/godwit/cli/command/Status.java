package io.godwit.cli.command;

import io.godwit.cli.Godwit;
import io.godwit.cli.deployment.Deployment;
import io.godwit.cli.deployment.Home;
import io.godwit.cli.deployment.ProcessStatus;
import io.godwit.cli.terminal.Amounts;
import io.godwit.cli.terminal.Output;
import io.godwit.cli.terminal.Screen;
import io.godwit.cli.terminal.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How a deployment's processes are. */
@Command(
    name = "status",
    description =
        "Each process of the deployment: health, uptime, memory. Fails unless all are up.",
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  ./godwit status", "  ./godwit status --json"})
public final class Status implements Callable<Integer> {
  @Option(names = "--folder", paramLabel = "DIR", description = "that was given to ./godwit up")
  private @Nullable Path folder;

  @Option(names = "--json", description = "prints it as JSON")
  private boolean json;

  private record Report(
      boolean up, @Nullable Deployment deployment, List<ProcessStatus> processes) {}

  @Override
  public Integer call() throws Exception {
    var place = Home.stateFolder(folder);
    Optional<Deployment> deployment = Deployment.read(place);
    List<ProcessStatus> processes =
        deployment.isEmpty() ? List.of() : ProcessStatus.of(place, deployment.get());
    boolean up =
        deployment.map(Deployment::ready).orElse(false)
            && processes.stream().allMatch(ProcessStatus::isUp);
    var report = new Report(up, deployment.orElse(null), processes);
    Output.print(json, report, out -> print(report, place, out));
    return up ? 0 : Godwit.FAILED;
  }

  private static void print(Report report, Path place, Screen out) {
    var deployment = report.deployment();
    if (deployment == null) {
      out.line("nothing is up in " + place);
      return;
    }
    out.line(
        "%s  hosts %s, Kafka %s"
            .formatted(deployment.url(), deployment.hosts(), deployment.kafka()));
    var table = new Table("PROCESS", "HEALTH", "UPTIME", "MEMORY", "PID", "PORT");
    for (var process : report.processes()) {
      table.row(
          process.name(),
          process.health(),
          Amounts.millis(process.uptimeMillis()),
          Amounts.bytes(process.memoryBytes()),
          Long.toString(process.pid()),
          process.port() == null ? Amounts.NONE : Integer.toString(process.port()));
    }
    table.print(out);
    long total =
        report.processes().stream()
            .map(ProcessStatus::memoryBytes)
            .filter(java.util.Objects::nonNull)
            .mapToLong(Long::longValue)
            .sum();
    out.line("in all " + Amounts.bytes(total));
  }
}
