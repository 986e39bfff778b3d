package io.godwit.cli.deployment;

import org.jspecify.annotations.Nullable;

/**
 * How a deployment is to be.
 *
 * @param ports 0 for free ones
 * @param limitMebibytesPerSecond of each migration; null for none
 * @param kafka bootstrap servers of a cluster that is there; null to start a broker
 * @param database one that is there; null to start a server
 */
public record Settings(
    Ports ports,
    @Nullable Integer limitMebibytesPerSecond,
    @Nullable String kafka,
    @Nullable ExistingDatabase database) {

  /** On loopback. */
  public record Ports(int gateway, int kafka, int database) {
    public static final Ports FREE = new Ports(0, 0, 0);
  }

  /** A database that is there, and who may use it. */
  public record ExistingDatabase(String jdbcUrl, String user, String password) {}
}
