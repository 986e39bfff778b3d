package io.godwit.events;

import java.util.regex.Pattern;

/**
 * The name of a host in the fleet: letters, digits, dot, dash, underscore, at most 253 characters.
 */
public record HostId(String value) implements Comparable<HostId> {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,252}");

  public HostId {
    Require.present(value, "host");
    if (!FORM.matcher(value).matches()) {
      throw new InvalidField("host", "is no host name: '" + value + "'");
    }
  }

  @Override
  public int compareTo(HostId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
