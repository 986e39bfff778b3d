package io.godwit.agent.storage.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.godwit.agent.storage.IscsiInitiator;
import io.godwit.agent.storage.IscsiTarget;
import io.godwit.agent.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** iSCSI by open-iscsi's command, without a shell between. */
public final class Iscsiadm implements IscsiInitiator {
  /** ISCSI_ERR_SESS_EXISTS. */
  private static final int LOGGED_IN_ALREADY = 15;

  /** ISCSI_ERR_NO_OBJS_FOUND. */
  private static final int NOTHING_FOUND = 21;

  /** A line like {@code tcp: [3] 10.0.0.5:3260,1 iqn.2026-01.io.example:store (non-flash)}. */
  private static final Pattern SESSION =
      Pattern.compile("\\S+: \\[\\d+] (\\S+?),-?\\d+ (\\S+)(?: .*)?");

  private static final int MOST_WORDS = 500;

  private final List<String> command;
  private final Duration timeLimit;

  public Iscsiadm(List<String> command, Duration timeLimit) {
    this.command = List.copyOf(command);
    this.timeLimit = timeLimit;
  }

  private record Outcome(int status, String words) {}

  @Override
  public List<IscsiTarget> sessions() {
    var outcome = run("-m", "session");
    if (outcome.status() == NOTHING_FOUND) {
      return List.of();
    }
    return require(outcome, "sessions are not listed")
        .lines()
        .map(line -> SESSION.matcher(line.strip()))
        .filter(matcher -> matcher.matches())
        .map(matcher -> new IscsiTarget(matcher.group(1), matcher.group(2)))
        .toList();
  }

  @Override
  public void logIn(IscsiTarget target) {
    requireWellFormed(target);
    require(
        run("-m", "discovery", "-t", "sendtargets", "-p", target.portal()),
        "nothing was discovered at " + target.portal());
    var outcome = run("-m", "node", "-T", target.name(), "-p", target.portal(), "--login");
    if (outcome.status() != LOGGED_IN_ALREADY) {
      require(outcome, "no login to " + target);
    }
  }

  @Override
  public void logOut(IscsiTarget target) {
    requireWellFormed(target);
    var outcome = run("-m", "node", "-T", target.name(), "-p", target.portal(), "--logout");
    if (outcome.status() != NOTHING_FOUND) {
      require(outcome, "no logout from " + target);
    }
  }

  /** What comes from outside must not be an option of the command. */
  private static void requireWellFormed(IscsiTarget target) {
    if (!target.isWellFormed()) {
      throw new StorageException("no iSCSI target is called " + target);
    }
  }

  private static String require(Outcome outcome, String otherwise) {
    if (outcome.status() != 0) {
      throw new StorageException(
          "%s: status %d, %s".formatted(otherwise, outcome.status(), outcome.words()));
    }
    return outcome.words();
  }

  private Outcome run(String... arguments) {
    var words = Stream.concat(command.stream(), Stream.of(arguments)).toList();
    try {
      var output = Files.createTempFile("iscsiadm", ".out");
      try {
        return run(words, output);
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException e) {
      throw new StorageException("%s does not run: %s".formatted(command, e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException(command + " was not waited for: interrupted");
    }
  }

  /** Into a file, so that a child that the command leaves behind holds no pipe of ours. */
  private Outcome run(List<String> words, Path output) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(new ArrayList<>(words))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    process.getOutputStream().close();
    if (!process.waitFor(timeLimit.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      throw new StorageException(
          "%s did not end within %d ms".formatted(command, timeLimit.toMillis()));
    }
    var text = Files.readString(output, UTF_8).strip();
    return new Outcome(process.exitValue(), shortened(process.exitValue(), text));
  }

  private static String shortened(int status, String text) {
    return status == 0 || text.length() <= MOST_WORDS ? text : text.substring(0, MOST_WORDS);
  }
}
