package io.godwit.agent.hypervisor.simulated.adapter;

import io.godwit.agent.hypervisor.HypervisorEvent;
import io.godwit.agent.hypervisor.HypervisorException;
import io.godwit.agent.hypervisor.HypervisorException.Kind;
import io.godwit.agent.hypervisor.simulated.SimulatedFleet;
import io.godwit.events.HostId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** A simulated fleet in a process: one at a time looks at it, at the time that the clock shows. */
public final class SimulatedWorld implements AutoCloseable {
  private static final long LONGEST_NAP_MILLIS = 1000;
  private static final Duration MOMENT = Duration.ofMillis(1);

  private final SimulatedFleet fleet;
  private final Supplier<Duration> clock;
  private final double speed;
  private Duration advancedTo = Duration.ZERO;
  private final Map<HostId, List<Consumer<HypervisorEvent>>> listeners = new ConcurrentHashMap<>();
  private final ExecutorService teller =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("simulated-events").daemon().factory());

  private SimulatedWorld(SimulatedFleet fleet, Supplier<Duration> clock, double speed) {
    this.fleet = fleet;
    this.clock = clock;
    this.speed = speed;
  }

  /** In which {@code speed} seconds pass in one. */
  public static SimulatedWorld ofSpeed(SimulatedFleet fleet, double speed) {
    long start = System.nanoTime();
    return new SimulatedWorld(
        fleet, () -> Duration.ofNanos((long) ((System.nanoTime() - start) * speed)), speed);
  }

  /** The hypervisor of one of its hosts. */
  public SimulatedHypervisor hypervisor(HostId host) {
    return new SimulatedHypervisor(this, host);
  }

  /**
   * Looks at the fleet and changes nothing. Many do so again and again: it may be as it was a
   * moment ago, and those who wait for a change sleep on.
   */
  synchronized <T> T see(Function<SimulatedFleet, T> question) {
    advance();
    try {
      return question.apply(fleet);
    } finally {
      passOnEvents();
    }
  }

  private void advance() {
    var time = clock.get();
    if (time.compareTo(advancedTo.plus(MOMENT)) >= 0) {
      fleet.advanceTo(time);
      advancedTo = time;
    }
  }

  /** Looks at the fleet, or changes it, as it is now. */
  public synchronized <T> T look(Function<SimulatedFleet, T> work) {
    fleet.advanceTo(clock.get());
    try {
      return work.apply(fleet);
    } finally {
      passOnEvents();
      notifyAll(); // whoever waits computes anew how long
    }
  }

  /** Changes the fleet: guests come and go, faults happen. */
  public void change(Consumer<SimulatedFleet> work) {
    look(f -> {
      work.accept(f);
      return true;
    });
  }

  /** Waits until it is so; the fleet moves on meanwhile. */
  synchronized void await(BooleanSupplier condition) {
    try {
      while (!movedOnTo(condition)) {
        wait(napMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HypervisorException(Kind.UNREACHABLE, "was not waited for: interrupted");
    }
  }

  private boolean movedOnTo(BooleanSupplier condition) {
    advance();
    passOnEvents();
    return condition.getAsBoolean();
  }

  /**
   * Until the next change that is known of, unless somebody looks and perhaps changes something.
   */
  private long napMillis() {
    long millis = fleet.untilNextChange().map(this::realMillis).orElse(LONGEST_NAP_MILLIS);
    return Math.clamp(millis, 1, LONGEST_NAP_MILLIS);
  }

  private long realMillis(Duration simulated) {
    return (long) (simulated.toMillis() / speed) + 1;
  }

  private void passOnEvents() {
    var events = fleet.takeEvents();
    events.forEach(e -> teller.execute(() -> tell(e.host(), e.event())));
    if (!events.isEmpty()) {
      notifyAll();
    }
  }

  void pass(Duration time) {
    var until = clock.get().plus(time);
    await(() -> clock.get().compareTo(until) >= 0);
  }

  void listen(HostId host, Consumer<HypervisorEvent> listener) {
    listeners.computeIfAbsent(host, h -> new CopyOnWriteArrayList<>()).add(listener);
  }

  private void tell(HostId host, HypervisorEvent event) {
    listeners.getOrDefault(host, List.of()).forEach(listener -> listener.accept(event));
  }

  @Override
  public void close() {
    teller.shutdownNow();
  }
}
