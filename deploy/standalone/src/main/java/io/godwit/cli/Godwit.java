package io.godwit.cli;

import io.godwit.cli.bench.BenchCommand;
import io.godwit.cli.command.Cancel;
import io.godwit.cli.command.Complete;
import io.godwit.cli.command.DemoCommand;
import io.godwit.cli.command.Down;
import io.godwit.cli.command.Evacuate;
import io.godwit.cli.command.Evacuations;
import io.godwit.cli.command.Explain;
import io.godwit.cli.command.HostCommand;
import io.godwit.cli.command.Hosts;
import io.godwit.cli.command.LabCommand;
import io.godwit.cli.command.ListMigrations;
import io.godwit.cli.command.Migrate;
import io.godwit.cli.command.PlanCommand;
import io.godwit.cli.command.Policies;
import io.godwit.cli.command.Prioritize;
import io.godwit.cli.command.Queue;
import io.godwit.cli.command.Replay;
import io.godwit.cli.command.Retune;
import io.godwit.cli.command.Show;
import io.godwit.cli.command.Status;
import io.godwit.cli.command.Up;
import io.godwit.cli.command.Watch;
import io.godwit.cli.command.option.Values;
import io.godwit.cli.command.text.Arguments;
import io.godwit.cli.deployment.Invalid;
import io.godwit.cli.gateway.Refused;
import io.godwit.cli.gateway.Unreachable;
import io.godwit.parts.PartFailed;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The command line's entry: exit status 0 only when what was asked for happened. */
@Command(
    name = "godwit",
    description = "Live migrations that finish, for libvirt/QEMU fleets.",
    mixinStandardHelpOptions = true,
    version = "godwit 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  ./godwit demo                         three real guests move, and the table says how",
      "  ./godwit up --hosts lab:2             everything on this machine, two real hosts",
      "  ./godwit migrate calm host2           moves a guest and waits for the end",
      "  ./godwit plan calm                    where it could go, where not, and why",
      "  ./godwit evacuate host1 --watch       moves every guest away from a host",
      "  ./godwit retune ID --deadline 2m      changes what may be done to one that runs",
      "  ./godwit policies                     what may be done to whom",
      "  ./godwit explain ID                   what happened to a migration, and why",
      "  ./godwit down",
      "",
      "Exit status: 0 what was asked for happened, 1 it did not, 2 an argument is wrong,",
      "3 this machine cannot do it.",
    },
    subcommands = {
      Up.class,
      Down.class,
      Status.class,
      DemoCommand.class,
      LabCommand.class,
      Migrate.class,
      PlanCommand.class,
      ListMigrations.class,
      Show.class,
      Explain.class,
      Watch.class,
      Cancel.class,
      Complete.class,
      Retune.class,
      Replay.class,
      Policies.class,
      Queue.class,
      Prioritize.class,
      Evacuate.class,
      Evacuations.class,
      Hosts.class,
      HostCommand.class,
      BenchCommand.class,
    })
public final class Godwit implements Callable<Integer> {
  public static final int FAILED = 1;
  private static final int WRONG_ARGUMENT = 2;
  private static final int INTERRUPTED = 130;
  private static final int HELP_WIDTH = 100;

  @Spec private CommandSpec spec;

  /** Without a command there is nothing to do: says what there is. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return WRONG_ARGUMENT;
  }

  /** Runs one command. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The commands with their error messages, without a process's exit. */
  public static CommandLine commandLine() {
    var line = new CommandLine(new Godwit());
    Values.register(line);
    line.setParameterExceptionHandler(Godwit::wrongArgument);
    line.setExecutionExceptionHandler(Godwit::failed);
    line.setUsageHelpWidth(HELP_WIDTH);
    return line;
  }

  private static int wrongArgument(ParameterException e, String[] arguments) {
    var command = e.getCommandLine();
    command.getErr().println("godwit: " + e.getMessage());
    command.getErr().println("(%s --help)".formatted(command.getCommandSpec().qualifiedName()));
    return WRONG_ARGUMENT;
  }

  private static int failed(Exception e, CommandLine command, ParseResult result) throws Exception {
    return switch (e) {
      case Invalid wrong -> {
        command.getErr().println("godwit: " + wrong.getMessage());
        yield WRONG_ARGUMENT;
      }
      case InterruptedException _ -> INTERRUPTED;
      case PartFailed told -> sayFailed(command, told);
      case Refused told -> {
        command.getErr().println("godwit: " + Arguments.named(told));
        yield FAILED;
      }
      case Unreachable told -> sayFailed(command, told);
      default -> throw e;
    };
  }

  private static int sayFailed(CommandLine command, Exception told) {
    command.getErr().println("godwit: " + told.getMessage());
    return FAILED;
  }
}
