package io.godwit.events;

import org.jspecify.annotations.Nullable;

/**
 * What a guest's libvirt metadata says of it, in the namespace {@code urn:godwit:guest}.
 *
 * @param guestClass what it tolerates; absent: not said
 * @param project whose it is; absent: nobody's
 * @param affinity guests with the same word belong on one host; absent: none
 * @param antiAffinity guests with the same word belong on different hosts; absent: none
 */
public record GuestLabels(
    @Nullable GuestClass guestClass,
    @Nullable String project,
    @Nullable String affinity,
    @Nullable String antiAffinity) {
  public static final GuestLabels NONE = new GuestLabels(null, null, null, null);

  public GuestLabels {
    check(project, "project");
    check(affinity, "affinity");
    check(antiAffinity, "antiAffinity");
  }

  private static void check(@Nullable String word, String field) {
    if (word != null) {
      Require.text(word, field, 100);
    }
  }
}
