package io.godwit.agent.hypervisor.libvirt.adapter;

import io.godwit.agent.hypervisor.libvirt.Definition;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Definitions that were read, until the host says that they changed, and no longer than some
 * minute. While it says nothing, because there is no connection for its events, none is kept.
 */
final class DefinitionCache {
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);

  /**
   * @param definition absent: it could not be read
   */
  private record Kept(@Nullable Definition definition, long untilNanos) {}

  private final Map<UUID, Kept> kept = new ConcurrentHashMap<>();
  private final Map<UUID, Long> changes = new ConcurrentHashMap<>();
  private final BooleanSupplier areChangesTold;

  DefinitionCache(BooleanSupplier areChangesTold) {
    this.areChangesTold = areChangesTold;
  }

  /**
   * The one that is kept, or what is read now.
   *
   * @param read gives nothing if it could not be read
   */
  @Nullable Definition get(UUID guest, Supplier<@Nullable Definition> read) {
    var known = kept.get(guest);
    if (known != null && known.untilNanos() - System.nanoTime() > 0) {
      return known.definition();
    }
    boolean told = areChangesTold.getAsBoolean();
    var before = changes.get(guest);
    var definition = read.get();
    boolean unchanged = Objects.equals(before, changes.get(guest));
    if (definition == null) {
      keep(guest, null, AFTER_FAILURE);
    } else if (told && unchanged && definition.settled()) {
      keep(guest, definition, LONGEST);
    } else {
      kept.remove(guest);
    }
    return definition;
  }

  private void keep(UUID guest, @Nullable Definition definition, Duration time) {
    kept.put(guest, new Kept(definition, System.nanoTime() + time.toNanos()));
  }

  /** The host said that something of the guest changed. */
  void changed(UUID guest) {
    changes.merge(guest, 1L, Long::sum);
    kept.remove(guest);
  }

  /** Changes may have been missed. */
  void forgetAll() {
    kept.clear();
  }

  /** The others are gone from the host. */
  void retain(Set<UUID> guests) {
    kept.keySet().retainAll(guests);
    changes.keySet().retainAll(guests);
  }
}
