package io.godwit.cli.bench.race;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** libvirt's own command line, on one host. */
final class Virsh {
  private static final long ANSWER_SECONDS = 30;
  private static final Pattern THROTTLE = Pattern.compile("Auto converge throttle:\\s+([0-9]+)");
  private final String uri;

  Virsh(String uri) {
    this.uri = uri;
  }

  /** Begins a command that writes to a file all that it says. */
  Process start(Path said, List<String> arguments) throws IOException {
    var command = new ArrayList<>(List.of("setsid", "virsh", "-q", "-c", uri));
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectInput(Path.of("/dev/null").toFile())
        .redirectErrorStream(true)
        .redirectOutput(said.toFile())
        .start();
  }

  /** Runs a short one; what it says, also where it fails. */
  String ask(String... arguments) throws IOException, InterruptedException {
    var said = Files.createTempFile("godwit-virsh", ".out");
    try {
      var process = start(said, List.of(arguments));
      try {
        process.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS);
      } finally {
        process.destroy();
      }
      return Files.readString(said);
    } finally {
      Files.deleteIfExists(said);
    }
  }

  /** By how much QEMU slows the guest at this moment. */
  int throttle(String guest) throws IOException, InterruptedException {
    var matcher = THROTTLE.matcher(ask("domjobinfo", guest));
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  void abort(String guest) throws IOException, InterruptedException {
    ask("domjobabort", guest);
  }
}
