package io.godwit.agent.storage;

import io.godwit.events.GuestRef;
import io.godwit.events.agent.GuestState;
import java.util.Set;

/**
 * What a guest's definitions, the live one and the kept one, say that it uses: its disks, their
 * backing chains and mirrors, its firmware's variables.
 *
 * @param guest which guest
 * @param state its state here
 * @param paths files and block devices
 * @param volumes that it names by their pool, as {@link #volume} writes them
 */
public record GuestDisks(GuestRef guest, GuestState state, Set<String> paths, Set<String> volumes) {
  public GuestDisks {
    paths = Set.copyOf(paths);
    volumes = Set.copyOf(volumes);
  }

  public static String volume(String pool, String volume) {
    return pool + "/" + volume;
  }
}
