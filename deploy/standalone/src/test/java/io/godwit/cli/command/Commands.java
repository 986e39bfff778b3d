package io.godwit.cli.command;

import io.godwit.cli.Godwit;
import io.godwit.cli.gateway.CannedGateway;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs commands in this process, as people would, and keeps what they print. */
final class Commands {
  private Commands() {}

  /** How a command ended and what it printed. */
  record Ran(int status, String out, String err) {}

  /** Runs one against this gateway. */
  static Ran run(CannedGateway gateway, String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.add(1, "--url=" + gateway.address());
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var usualOut = System.out;
    var usualErr = System.err;
    try {
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
      int status =
          Godwit.commandLine()
              .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
              .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
              .execute(all.toArray(String[]::new));
      return new Ran(
          status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(usualOut);
      System.setErr(usualErr);
    }
  }
}
