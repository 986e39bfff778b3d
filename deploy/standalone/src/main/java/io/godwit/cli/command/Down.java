package io.godwit.cli.command;

import io.godwit.cli.deployment.DeploymentFolder;
import io.godwit.cli.deployment.Home;
import io.godwit.cli.deployment.Launcher;
import io.godwit.cli.terminal.Json;
import io.godwit.cli.terminal.Screen;
import io.godwit.parts.Folders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Ends a deployment. */
@Command(
    name = "down",
    description = "Stops all that ./godwit up started; nothing of it goes on running.",
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  ./godwit down", "  ./godwit down --delete-data"})
public final class Down implements Callable<Integer> {
  @Option(names = "--folder", paramLabel = "DIR", description = "that was given to ./godwit up")
  private @Nullable Path folder;

  @Option(names = "--delete-data", description = "deletes the folder: migrations, logs, all")
  private boolean deleteData;

  @Option(names = "--json", description = "prints the outcome as JSON")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    var place = Home.stateFolder(folder).toAbsolutePath();
    if (!Files.exists(place)) {
      say("nothing was ever up in " + place);
      return 0;
    }
    try (var opened = DeploymentFolder.open(place)) {
      var notes = Screen.standardError();
      new Launcher(Home.ofThisProcess(), note -> notes.line("godwit: " + note)).down(opened);
      if (deleteData) {
        Folders.delete(opened.path());
      }
    }
    say("down");
    return 0;
  }

  private void say(String text) {
    Screen.standardOutput().line(json ? Json.pretty(Map.of("state", "down")) : text);
  }
}
