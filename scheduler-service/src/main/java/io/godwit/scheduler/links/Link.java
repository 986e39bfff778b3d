package io.godwit.scheduler.links;

import io.godwit.events.BytesPerSecond;
import org.jspecify.annotations.Nullable;

/** One direction of something that carries data; its kind and name are its identity. */
public final class Link implements Comparable<Link> {
  private final Kind kind;
  private final String name;
  private final @Nullable BytesPerSecond capacity;
  private final int hash;

  /** What a link is. */
  public enum Kind {
    HOST_OUT("link out of %s"),
    HOST_IN("link into %s"),
    UPLINK_OUT("uplink out of %s"),
    UPLINK_IN("uplink into %s");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  /**
   * @param kind what it is, and which direction
   * @param name the host's, or the uplink group's
   * @param capacity what migrations may take of it; absent: not known
   */
  public Link(Kind kind, String name, @Nullable BytesPerSecond capacity) {
    this.kind = kind;
    this.name = name;
    this.capacity = capacity;
    this.hash = 31 * name.hashCode() + kind.name().hashCode();
  }

  /** One of unknown rate. */
  public Link(Kind kind, String name) {
    this(kind, name, null);
  }

  Kind kind() {
    return kind;
  }

  /** What migrations may take of it; absent: its rate is not known. */
  public @Nullable BytesPerSecond capacity() {
    return capacity;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Link link && kind == link.kind && name.equals(link.name));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public int compareTo(Link other) {
    int byKind = kind.compareTo(other.kind);
    return byKind == 0 ? name.compareTo(other.name) : byKind;
  }

  @Override
  public String toString() {
    return kind.words.formatted(name);
  }
}
