package io.godwit.events;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a guest's libvirt metadata says of it, in the namespace {@code urn:godwit:guest}.
 *
 * @param guestClass what it tolerates; absent: not said
 * @param project whose it is; absent: nobody's
 * @param affinity guests with the same word belong on one host; absent: none
 * @param antiAffinity guests with the same word belong on different hosts; absent: none
 * @param labels anything else, for policies to match
 */
public record GuestLabels(
    @Nullable GuestClass guestClass,
    @Nullable String project,
    @Nullable String affinity,
    @Nullable String antiAffinity,
    Map<String, String> labels) {
  public static final GuestLabels NONE = new GuestLabels(null, null, null, null);
  private static final int MOST_LABELS = 50;

  public GuestLabels {
    check(project, "project");
    check(affinity, "affinity");
    check(antiAffinity, "antiAffinity");
    labels = labels == null ? Map.of() : Map.copyOf(labels);
    Require.atMost(labels.size(), MOST_LABELS, "labels");
  }

  /** One without other labels. */
  public GuestLabels(
      @Nullable GuestClass guestClass,
      @Nullable String project,
      @Nullable String affinity,
      @Nullable String antiAffinity) {
    this(guestClass, project, affinity, antiAffinity, Map.of());
  }

  private static void check(@Nullable String word, String field) {
    if (word != null) {
      Require.text(word, field, 100);
    }
  }
}
