package io.godwit.agent.storage;

import io.godwit.events.Require;

/**
 * One thing that an attempt makes on its destination. It is written down before it is made, and is
 * no one else's: what was there before is never written down.
 *
 * @param kind what it is
 * @param where the pool, or the portal of a session
 * @param name the volume, or the target of a session; of a pool its own name again
 */
public record Made(Kind kind, String where, String name) {
  /** What can be made. */
  public enum Kind {
    /** An iSCSI session was opened. */
    SESSION,
    /** A pool that was defined was started. */
    POOL,
    VOLUME
  }

  public Made {
    Require.present(kind, "kind");
    Require.present(where, "where");
    Require.present(name, "name");
  }

  public static Made session(IscsiTarget target) {
    return new Made(Kind.SESSION, target.portal(), target.name());
  }

  public static Made pool(String pool) {
    return new Made(Kind.POOL, pool, pool);
  }

  public static Made volume(String pool, String volume) {
    return new Made(Kind.VOLUME, pool, volume);
  }

  public IscsiTarget target() {
    return new IscsiTarget(where, name);
  }

  @Override
  public String toString() {
    return switch (kind) {
      case SESSION -> "the session of " + target();
      case POOL -> "pool " + where;
      case VOLUME -> "volume " + name + " of pool " + where;
    };
  }
}
