package io.godwit.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A lab of real libvirt hosts on this machine, made and asked through its script. */
public final class Lab {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration UNDO_LIMIT = Duration.ofSeconds(60);
  private final Path script;
  private final String name;

  /**
   * @param script deploy/lab/lab of the project
   * @param name of this lab, since several may be up at a time
   */
  public Lab(Path script, String name) {
    this.script = script;
    this.name = name;
  }

  /** What is there now. */
  public record Listing(
      String lab,
      String state,
      @Nullable Long linkBitsPerSecond,
      String meterDirectory,
      List<Host> hosts,
      List<Guest> guests) {

    public Optional<Guest> guest(String name) {
      return guests.stream().filter(guest -> guest.guest().equals(name)).findFirst();
    }
  }

  /**
   * A host.
   *
   * @param uri by which an agent on this machine reaches it
   * @param peerUri by which the other hosts reach it
   * @param libvirtd running or down
   * @param cut whether its link is off the switch
   * @param networks libvirt's, that it has
   */
  public record Host(
      String host,
      String suite,
      String address,
      String uri,
      String peerUri,
      long memoryMiB,
      String libvirtd,
      boolean cut,
      List<String> networks) {
    public Host {
      networks = networks == null ? List.of() : List.copyOf(networks);
    }
  }

  /**
   * A guest.
   *
   * @param host where it is active, if that is one host
   * @param hosts all on which it is active: two while it migrates
   * @param state in libvirt's words, or inactive
   * @param pool of its disk: default, the host's own, or shared
   * @param volume its disk in that pool
   */
  public record Guest(
      String guest,
      String uuid,
      @Nullable String host,
      List<String> hosts,
      String state,
      long memoryMiB,
      long workingSetMiB,
      long dirtyRateMiBps,
      double compressible,
      @Nullable String pool,
      @Nullable String volume,
      @Nullable Long diskMiB) {
    public boolean runsOnlyOn(String wanted) {
      return hosts.equals(List.of(wanted)) && state.equals("running");
    }
  }

  /**
   * A guest to make: it dirties its working set again and again.
   *
   * @param more options of "lab guest", each with its value, like --disk 100:qcow2
   */
  public record Wanted(
      String name,
      String host,
      long memoryMiB,
      long workingSetMiB,
      long dirtyRateMiBps,
      double compressible,
      List<String> more) {
    public Wanted {
      more = List.copyOf(more);
    }

    /** One of which nothing else is said. */
    public Wanted(
        String name,
        String host,
        long memoryMiB,
        long workingSetMiB,
        long dirtyRateMiBps,
        double compressible) {
      this(name, host, memoryMiB, workingSetMiB, dirtyRateMiBps, compressible, List.of());
    }
  }

  /**
   * A lab to make.
   *
   * @param hosts how many: host1 and so on
   * @param link what each of their links carries, in tc's words
   * @param suites Debian suites that go round the hosts; empty: the usual one
   * @param memoryMiB capacity that is told of each host; null: the machine's, divided
   */
  public record Making(int hosts, String link, List<String> suites, @Nullable Long memoryMiB) {
    public Making {
      suites = List.copyOf(suites);
    }
  }

  /** What a guest suffered between two moments; null is not known. */
  public record Suffering(
      String guest,
      List<String> hosts,
      @Nullable Double rateBeforeMiBps,
      @Nullable Double rateDuringMiBps,
      @Nullable Double rateAfterMiBps,
      @Nullable Long longestGapMillis,
      @Nullable Long lostWorkMillis,
      long linkBytes) {}

  /** Why the lab cannot run on this machine; empty if it can. */
  public static Optional<String> obstacle() {
    if (!"root".equals(System.getProperty("user.name"))) {
      return Optional.of("this is not root");
    }
    if (!Files.exists(Path.of("/etc/debian_version"))) {
      return Optional.of("this is not Debian");
    }
    return "amd64".equals(System.getProperty("os.arch"))
        ? Optional.empty()
        : Optional.of("this machine is not x86_64");
  }

  public boolean isUp() throws IOException, InterruptedException {
    return list().state().equals("up");
  }

  public String name() {
    return name;
  }

  /** Starts it with this many hosts, host1 and so on. */
  public void up(int hosts, String link) throws IOException, InterruptedException {
    up(new Making(hosts, link, List.of(), null));
  }

  /** Starts it. */
  public void up(Making wanted) throws IOException, InterruptedException {
    var arguments = new ArrayList<>(List.of("up", "--hosts", Integer.toString(wanted.hosts())));
    arguments.addAll(List.of("--link", wanted.link()));
    if (!wanted.suites().isEmpty()) {
      arguments.addAll(List.of("--suite", String.join(",", wanted.suites())));
    }
    if (wanted.memoryMiB() != null) {
      arguments.addAll(List.of("--memory", Long.toString(wanted.memoryMiB())));
    }
    say(arguments.toArray(String[]::new));
  }

  /** Installs what this machine lacks to run it and to talk to its hosts. */
  public void installPackages() throws IOException, InterruptedException {
    say("packages");
  }

  /** Ends it and all that is in it; does nothing where it is not. */
  public void down() throws IOException, InterruptedException {
    ask("down");
  }

  public Listing list() throws IOException, InterruptedException {
    return JSON.readValue(ask("list", "--json"), Listing.class);
  }

  /** Starts a guest and waits until it dirties its memory as told. */
  public void guest(Wanted guest) throws IOException, InterruptedException {
    var arguments = new ArrayList<>(List.of("guest", guest.name(), "--host", guest.host()));
    arguments.addAll(List.of("--memory", Long.toString(guest.memoryMiB())));
    arguments.addAll(List.of("--working-set", Long.toString(guest.workingSetMiB())));
    arguments.addAll(List.of("--dirty-rate", Long.toString(guest.dirtyRateMiBps())));
    arguments.addAll(
        List.of("--compressible", String.format(Locale.ROOT, "%.2f", guest.compressible())));
    arguments.addAll(guest.more());
    ask(arguments.toArray(String[]::new));
  }

  public void removeGuest(String guest) throws IOException, InterruptedException {
    ask("guest-remove", guest);
  }

  /** Takes the host's link off the switch. */
  public void cut(String host) throws IOException, InterruptedException {
    ask("cut", host);
  }

  public void heal(String host) throws IOException, InterruptedException {
    ask("heal", host);
  }

  public void killLibvirtd(String host) throws IOException, InterruptedException {
    ask("kill-libvirtd", host);
  }

  /** Breaks the data connections of the migrations from or to the host. */
  public void breakMigration(String host) throws IOException, InterruptedException {
    ask("break-migration", host);
  }

  public Suffering meter(String guest, Instant from, Instant to)
      throws IOException, InterruptedException {
    return JSON.readValue(
        ask(
            "meter",
            guest,
            "--from",
            Long.toString(from.toEpochMilli()),
            "--to",
            Long.toString(to.toEpochMilli()),
            "--json"),
        Suffering.class);
  }

  private ProcessBuilder command(String... arguments) {
    // In a session of its own: a terminal's interrupt reaches it through this process, or not at
    // all while it cleans up.
    var command = new ArrayList<>(List.of("setsid", script.toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    builder.environment().put("GODWIT_LAB_NAME", name);
    builder.redirectInput(Path.of("/dev/null").toFile());
    return builder;
  }

  /** Lets people see what the script says while it works. */
  private void say(String... arguments) throws IOException, InterruptedException {
    var builder = command(arguments);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    check(run(builder), "see above", arguments);
  }

  private String ask(String... arguments) throws IOException, InterruptedException {
    Path answer = Files.createTempFile("godwit-lab", ".out");
    Path errors = Files.createTempFile("godwit-lab", ".err");
    try {
      var builder = command(arguments);
      builder.redirectOutput(answer.toFile()).redirectError(errors.toFile());
      check(run(builder), Files.readString(errors).trim(), arguments);
      return Files.readString(answer);
    } finally {
      Files.deleteIfExists(answer);
      Files.deleteIfExists(errors);
    }
  }

  /** When this thread is interrupted the script is too, and has undone its work when this ends. */
  private static int run(ProcessBuilder builder) throws IOException, InterruptedException {
    var process = builder.start();
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      // The whole group: a shell waits for what it runs before it hears a signal.
      ProcessFolder.signal("TERM", -process.pid());
      if (!process.waitFor(UNDO_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      throw e;
    }
  }

  private static void check(int status, String errors, String... arguments) {
    if (status != 0) {
      throw new PartFailed(
          "lab %s failed (%d): %s".formatted(String.join(" ", arguments), status, errors));
    }
  }
}
