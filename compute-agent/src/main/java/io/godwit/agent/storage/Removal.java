package io.godwit.agent.storage;

import io.godwit.events.agent.GuestState;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether something that an attempt made may be taken away. Never what a guest uses. */
public sealed interface Removal {
  /** Nobody uses it. */
  record Do() implements Removal {}

  /** It is somebody's now, and stays. */
  record Keep(String why) implements Removal {}

  /** Not now: it may be free in a moment. */
  record Later(String why) implements Removal {}

  /**
   * What is at hand when it is decided.
   *
   * @param pools of the host
   * @param guests what each guest that is defined or active here uses
   * @param others what is written down as made by every other attempt on this host
   * @param path of the volume that is to go; absent: it is none, or it is not there
   */
  record Scene(
      List<StoragePool> pools,
      List<GuestDisks> guests,
      Collection<Made> others,
      @Nullable String path) {}

  /** Decides; a guest that is only just coming in may yet fail and let go of it. */
  static Removal of(Made made, Scene scene) {
    var users = scene.guests().stream().filter(guest -> uses(guest, made, scene)).toList();
    var coming = users.stream().filter(guest -> isUndecided(guest.state())).findFirst();
    if (coming.isPresent()) {
      return new Later(made + " is used by the incoming guest " + coming.get().guest().name());
    }
    if (!users.isEmpty()) {
      return new Keep(made + " is used by guest " + users.getFirst().guest().name());
    }
    return sharer(made, scene)
        .<Removal>map(other -> new Keep(made + " is needed by " + other))
        .orElseGet(Do::new);
  }

  private static boolean isUndecided(GuestState state) {
    return state == GuestState.PAUSED_MIGRATING || state == GuestState.UNKNOWN;
  }

  private static boolean uses(GuestDisks guest, Made made, Scene scene) {
    return switch (made.kind()) {
      case VOLUME ->
          guest.volumes().contains(GuestDisks.volume(made.where(), made.name()))
              || (scene.path() != null && guest.paths().contains(scene.path()));
      case POOL -> usesPool(guest, made.where(), scene);
      case SESSION ->
          guest.paths().stream()
                  .flatMap(path -> IscsiTarget.ofPath(path).stream())
                  .anyMatch(target -> target.name().equals(made.name()))
              || poolsOf(made, scene).anyMatch(pool -> usesPool(guest, pool.name(), scene));
    };
  }

  private static boolean usesPool(GuestDisks guest, String name, Scene scene) {
    var folder = scene.pools().stream().filter(p -> p.name().equals(name)).findFirst();
    return guest.volumes().stream().anyMatch(volume -> volume.startsWith(name + "/"))
        || folder
            .map(StoragePool::path)
            .filter(path -> guest.paths().stream().anyMatch(p -> p.startsWith(path + "/")))
            .isPresent();
  }

  /** Pools that are active over the session. */
  private static Stream<StoragePool> poolsOf(Made session, Scene scene) {
    return scene.pools().stream().filter(pool -> pool.active() && isOn(pool, session));
  }

  private static boolean isOn(StoragePool pool, Made session) {
    var target = pool.target();
    return target != null && target.name().equals(session.name());
  }

  private static Optional<String> sharer(Made made, Scene scene) {
    return switch (made.kind()) {
      case VOLUME -> Optional.empty(); // a name is one attempt's alone
      case POOL ->
          scene.others().stream()
              .filter(
                  other -> other.kind() != Made.Kind.SESSION && other.where().equals(made.where()))
              .findFirst()
              .map(other -> "another migration, for " + other);
      case SESSION ->
          poolsOf(made, scene)
              .findFirst()
              .map(pool -> "pool " + pool.name())
              .or(() ->
                  scene.others().stream()
                      .filter(made::equals)
                      .findFirst()
                      .map(other -> "another migration"));
    };
  }
}
