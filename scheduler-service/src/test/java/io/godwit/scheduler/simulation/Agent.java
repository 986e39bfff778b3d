package io.godwit.scheduler.simulation;

import io.godwit.events.About;
import io.godwit.events.Bytes;
import io.godwit.events.agent.AgentCommand;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.agent.AgentEvent.CommandRefused;
import io.godwit.events.agent.AgentEvent.MigrationEnded.Outcome;
import io.godwit.events.agent.Fact;
import io.godwit.events.agent.Fact.Answer;
import io.godwit.events.agent.GuestState;
import io.godwit.events.agent.Order;
import io.godwit.events.agent.RefusalReason;
import io.godwit.scheduler.migration.Question;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/** The agent of a host: a process that may be down, with a journal that outlives it. */
final class Agent {
  final Machine machine;
  private final Reality reality;
  private final Clockwork clock;
  private final Random random;
  private final Consumer<AgentEvent> bus;
  private final Consumer<AgentCommand.StartMigration> lacking;
  private final Preparing preparing;

  /** Its partition of the commands, as far as it has not read it. */
  private final Deque<AgentCommand> unread = new ArrayDeque<>();

  /** What it wanted to say and could not, being down: it says so when it is back. */
  private final List<Reality.News> missed = new ArrayList<>();

  private final Map<Machine.Tag, Long> highest = new HashMap<>();
  private final Set<Machine.Tag> begun = new HashSet<>();
  private long sequence = 1_000;
  private boolean up = true;
  boolean faulty = true;
  int memoryRefusals;
  int stoodBy;

  Agent(
      Machine machine,
      Reality reality,
      Clockwork clock,
      Random random,
      Consumer<AgentEvent> bus,
      Consumer<AgentCommand.StartMigration> lacking) {
    this.machine = machine;
    this.reality = reality;
    this.clock = clock;
    this.random = random;
    this.bus = bus;
    this.lacking = lacking;
    this.preparing = new Preparing(machine, random);
  }

  boolean up() {
    return up;
  }

  void down() {
    up = false;
  }

  void back() {
    up = true;
    var news = List.copyOf(missed);
    missed.clear();
    news.forEach(this::tell);
    while (!unread.isEmpty()) {
      obey(unread.remove());
    }
  }

  void receive(AgentCommand command) {
    if (up) {
      obey(command);
    } else {
      unread.add(command);
    }
  }

  void tell(Reality.News news) {
    if (!up) {
      missed.add(news);
      return;
    }
    switch (news) {
      case Reality.News.SwitchedOver(var job) ->
          bus.accept(new AgentEvent.PostCopyBegan(about(job.tag), machine.id));
      case Reality.News.Broke(var job) -> {
        bus.accept(new AgentEvent.PostCopyBroke(about(job.tag), machine.id, "cut"));
        bus.accept(ended(job.tag, Outcome.FAILED));
      }
      case Reality.News.Ended(var job, var outcome) ->
          bus.accept(ended(job.tag, Outcome.valueOf(outcome.name())));
    }
  }

  private AgentEvent ended(Machine.Tag tag, Outcome outcome) {
    return new AgentEvent.MigrationEnded(about(tag), machine.id, outcome, null, "an error");
  }

  private void obey(AgentCommand command) {
    var order = command.order();
    if (faulty && random.nextInt(40) == 0) {
      return; // it crashed after it had read it
    }
    if (clock.now().isAfter(order.expiresAt())) {
      refuse(command, RefusalReason.EXPIRED);
      return;
    }
    var tag = new Machine.Tag(order.migration(), order.attempt());
    if (order.sequence() <= highest.getOrDefault(tag, 0L)) {
      refuse(command, RefusalReason.OLD);
      return;
    }
    highest.put(tag, order.sequence());
    carryOut(command, tag);
  }

  private void carryOut(AgentCommand command, Machine.Tag tag) {
    var order = command.order();
    long answers = order.sequence();
    switch (command) {
      case AgentCommand.CheckFacts check ->
          bus.accept(
              new AgentEvent.FactsAnswered(
                  about(tag), machine.id, answers, facts(tag, check.guest().memory().count())));
      case AgentCommand.PrepareDestination prepare -> prepare(prepare, tag);
      case AgentCommand.StartMigration start -> start(start, tag);
      case AgentCommand.AbortMigration abort -> abort(abort, tag);
      case AgentCommand.ReportGuestState report -> report(report, tag);
      case AgentCommand.PausePostCopy _ ->
          bus.accept(new AgentEvent.PostCopyPaused(about(tag), machine.id, answers));
      case AgentCommand.ResumePostCopy resume -> resume(resume, tag);
      case AgentCommand.TearDown down -> {
        var job = reality.job(down.guest().uuid());
        Invariants.require(
            job == null || !job.tag.equals(tag) || job.phase() == Job.Phase.OVER,
            "torn down while the guest comes in: " + tag);
        preparing.tearDown(tag);
        bus.accept(new AgentEvent.DestinationTornDown(about(tag), machine.id, answers));
      }
      case AgentCommand.SetBandwidth set -> {
        bus.accept(
            new AgentEvent.BandwidthApplied(
                about(tag), machine.id, answers, set.limit(), set.limit()));
      }
      case AgentCommand.ReleaseSource release -> bus.accept(preparing.release(release, about(tag)));
      case AgentCommand.MeasureDirtying _ ->
          bus.accept(
              new AgentEvent.DirtyingMeasured(
                  about(tag),
                  machine.id,
                  answers,
                  List.of(new AgentEvent.DirtiedIn(Duration.ofSeconds(1), Bytes.ofMebi(64)))));
      case AgentCommand.Escalate _ -> {}
    }
  }

  /** What it finds on its machine now, for this guest and nobody else. */
  private List<Fact> facts(Machine.Tag tag, long memory) {
    long free = machine.free().count();
    boolean fits = free >= memory;
    var answer = fits ? free >= memory * 1.2 ? Answer.YES : Answer.PROBABLY_YES : Answer.NO;
    var facts = new ArrayList<Fact>();
    facts.add(
        new Fact("memory", answer, "%d free, %d needed".formatted(free, memory), "", clock.now()));
    int kind = Math.floorMod(tag.migration().hashCode() * 31 + machine.id.hashCode(), 24);
    var network = kind == 0 ? Answer.NO : kind < 4 ? Answer.PROBABLY_YES : Answer.YES;
    facts.add(new Fact("network-default", network, "as it is", "", clock.now()));
    return facts;
  }

  private void prepare(AgentCommand.PrepareDestination prepare, Machine.Tag tag) {
    long answers = prepare.order().sequence();
    var problem = preparing.prepare(prepare.claims(), tag, faulty);
    bus.accept(
        problem == null
            ? new AgentEvent.DestinationPrepared(
                about(tag), machine.id, answers, facts(tag, prepare.guest().memory().count()))
            : new AgentEvent.PreparationFailed(about(tag), machine.id, answers, problem));
  }

  /** Those that are to begin after others look again and again; what is newer makes them old. */
  private void start(AgentCommand.StartMigration start, Machine.Tag tag) {
    var order = start.order();
    if (!up || reality.sends(machine.id, start.after())) {
      if (up && clock.now().isAfter(order.expiresAt())) {
        refuse(start, RefusalReason.EXPIRED);
      } else if (up && order.sequence() < highest.getOrDefault(tag, 0L)) {
        refuse(start, RefusalReason.OLD);
      } else {
        stoodBy++;
        clock.afterMillis(20, () -> start(start, tag));
      }
      return;
    }
    if (order.sequence() < highest.getOrDefault(tag, 0L)) {
      refuse(start, RefusalReason.OLD);
      return;
    }
    if (!begun.add(tag)) {
      throw new AssertionError("started twice: " + tag);
    }
    var problem = reality.begin(machine, start);
    if (problem == null) {
      bus.accept(
          new AgentEvent.MigrationStarted(about(tag), machine.id, start.guest(), start.settings()));
    } else {
      if (problem.contains("memory")) {
        memoryRefusals++;
        lacking.accept(start);
      }
      refuse(start, RefusalReason.HYPERVISOR_ERROR);
    }
  }

  private void abort(AgentCommand.AbortMigration abort, Machine.Tag tag) {
    var job = reality.job(abort.guest().uuid());
    if (job == null || !job.tag.equals(tag) || job.phase() == Job.Phase.OVER) {
      refuse(abort, RefusalReason.DONE);
    } else if (job.phase() == Job.Phase.PRE_COPY) {
      reality.abort(job);
      bus.accept(new AgentEvent.AbortApplied(about(tag), machine.id, abort.order().sequence()));
    } else {
      refuse(abort, RefusalReason.POST_COPY);
    }
  }

  private void resume(AgentCommand.ResumePostCopy resume, Machine.Tag tag) {
    var job = reality.job(resume.guest().uuid());
    if (job == null || job.phase() != Job.Phase.BROKEN || (faulty && random.nextInt(3) == 0)) {
      refuse(resume, RefusalReason.HYPERVISOR_ERROR);
      return;
    }
    reality.resume(job);
    bus.accept(new AgentEvent.PostCopyResumed(about(tag), machine.id, resume.order().sequence()));
  }

  private void report(AgentCommand.ReportGuestState report, Machine.Tag tag) {
    var guest = report.guest().uuid();
    var resident = machine.residents().get(guest);
    var state = resident == null ? GuestState.ABSENT : resident.state();
    var job = reality.job(guest);
    boolean active =
        job != null && job.active() && (job.source == machine || job.destination == machine);
    var seen = faulty && random.nextInt(12) == 0 ? GuestState.UNKNOWN : state;
    bus.accept(
        new AgentEvent.GuestStateReported(
            about(tag), machine.id, report.order().sequence(), seen, active, null));
  }

  private void refuse(AgentCommand command, RefusalReason reason) {
    var order = command.order();
    bus.accept(
        new CommandRefused(
            about(new Machine.Tag(order.migration(), order.attempt())),
            machine.id,
            Order.Issuer.SCHEDULER,
            order.sequence(),
            name(command),
            reason,
            "refused: " + reason));
  }

  private static String name(AgentCommand command) {
    var kind =
        switch (command) {
          case AgentCommand.CheckFacts _ -> Question.Kind.CHECK;
          case AgentCommand.PrepareDestination _ -> Question.Kind.PREPARE;
          case AgentCommand.StartMigration _ -> Question.Kind.START;
          case AgentCommand.AbortMigration _ -> Question.Kind.ABORT;
          case AgentCommand.ReportGuestState _ -> Question.Kind.STATE;
          case AgentCommand.PausePostCopy _ -> Question.Kind.PAUSE;
          case AgentCommand.ResumePostCopy _ -> Question.Kind.RESUME;
          case AgentCommand.TearDown _ -> Question.Kind.TEAR_DOWN;
          case AgentCommand.SetBandwidth _ -> Question.Kind.BANDWIDTH;
          case AgentCommand.ReleaseSource _ -> Question.Kind.RELEASE;
          case AgentCommand.MeasureDirtying _ -> Question.Kind.MEASURE;
          case AgentCommand.Escalate _ -> throw new IllegalArgumentException("not the scheduler's");
        };
    return kind.command();
  }

  private About about(Machine.Tag tag) {
    return new About(tag.migration(), tag.attempt(), sequence++, clock.now());
  }
}
