package io.godwit.scheduler.simulation;

import io.godwit.scheduler.simulation.Store.Transaction;
import io.godwit.scheduler.simulation.Tables.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;

/**
 * A process of the scheduler. What it does takes time: it reads, decides, and commits a moment
 * later, or not at all; it may die in between, or stand still for so long that another one leads.
 */
final class Replica {
  static final Duration LEASE = Duration.ofSeconds(5);
  private final String name;
  private final Store store;
  private final Clockwork clock;
  private final Random random;
  private final Bus bus;
  private final Desk desk;
  private boolean alive = true;
  private int life;
  private Instant asleepUntil = Instant.EPOCH;
  private Instant leadsUntil = Instant.EPOCH;
  private long epoch;
  private boolean dispatching;
  boolean faulty = true;
  int conflicts;
  int overtaken;

  Replica(String name, Store store, Clockwork clock, Random random, Bus bus, Desk desk) {
    this.name = name;
    this.store = store;
    this.clock = clock;
    this.random = random;
    this.bus = bus;
    this.desk = desk;
    clock.every(Duration.ofSeconds(1), this::lead);
    clock.every(Duration.ofMillis(500), this::timers);
    clock.every(Duration.ofMillis(400), this::dispatch);
    clock.every(Duration.ofMillis(700), this::evacuate);
    clock.every(Duration.ofSeconds(2), this::cleanUp);
  }

  boolean alive() {
    return alive;
  }

  boolean leads() {
    return awake() && clock.now().isBefore(leadsUntil);
  }

  private boolean awake() {
    return alive && !clock.now().isBefore(asleepUntil);
  }

  void die() {
    alive = false;
    life++;
    leadsUntil = Instant.EPOCH;
    dispatching = false;
  }

  void live() {
    alive = true;
  }

  void sleep(Duration time) {
    asleepUntil = clock.now().plus(time);
  }

  /** One record: it is acknowledged when its transaction is committed, else it comes again. */
  void receive(Bus.Message message) {
    if (!awake()) {
      bus.again(message);
      return;
    }
    run(tx -> desk.handle(tx, message), () -> bus.again(message), () -> receive(message));
  }

  private void timers() {
    if (awake()) {
      desk.due().forEach(id -> run(tx -> desk.timer(tx, id), () -> {}, () -> {}));
    }
  }

  /** One dispatch at a time, by who believes to lead; the epoch is checked with the commit. */
  private void dispatch() {
    if (leads() && !dispatching) {
      dispatching = true;
      underLeadership(desk::dispatch, () -> dispatching = false);
    }
  }

  private void evacuate() {
    if (leads()) {
      desk.evacuationsDue()
          .forEach(id -> underLeadership(tx -> desk.lookAtEvacuation(tx, id), () -> {}));
    }
  }

  private void cleanUp() {
    if (leads()) {
      desk.cleanupsDue().forEach(row -> run(tx -> desk.cleanUp(tx, row), () -> {}, () -> {}));
    }
  }

  private void underLeadership(Consumer<Transaction> work, Runnable done) {
    long mine = epoch;
    run(
        tx -> {
          var now = tx.lock(Tables.EPOCH, Long.class);
          if (Objects.equals(now, mine)) {
            work.accept(tx);
            tx.afterCommit(done);
          } else {
            done.run();
          }
        },
        done,
        done);
  }

  private void lead() {
    if (!awake()) {
      return;
    }
    var lease = store.peek(Tables.LEASE, Lease.class);
    boolean own = lease != null && lease.holder().equals(name);
    boolean free = lease == null || !clock.now().isBefore(lease.expiresAt());
    if (own || free) {
      run(tx -> renew(tx, own && !free), () -> {}, () -> {});
    }
  }

  private void renew(Transaction tx, boolean own) {
    var before = Objects.requireNonNullElse(tx.lock(Tables.EPOCH, Long.class), 0L);
    tx.lock(Tables.LEASE, Lease.class);
    var until = clock.now().plus(LEASE);
    tx.put(Tables.LEASE, new Lease(name, until));
    long mine = own ? before : before + 1;
    if (!own) {
      tx.put(Tables.EPOCH, mine);
    }
    tx.afterCommit(() -> {
      epoch = mine;
      leadsUntil = until;
    });
  }

  /**
   * Reads and decides now, commits later.
   *
   * @param dead what follows if this process has died meanwhile
   * @param refused what follows if the commit was refused
   */
  private void run(Consumer<Transaction> work, Runnable dead, Runnable refused) {
    int mine = life;
    var tx = store.begin();
    work.accept(tx);
    boolean slow = faulty && random.nextInt(dispatching && tx.writes() ? 8 : 300) == 0;
    long takes = slow ? random.nextInt(9_000) : random.nextInt(25);
    if (slow) {
      sleep(Duration.ofMillis(takes));
    }
    clock.afterMillis(
        takes,
        () -> {
          if (mine != life) {
            dead.run();
          } else if (tx.commit() != null) {
            conflicts++;
            if (dispatching && !Objects.equals(store.peek(Tables.EPOCH, Long.class), epoch)) {
              overtaken++;
            }
            clock.afterMillis(10, refused);
          }
        });
  }
}
