package io.godwit.events.agent;

import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.Require;
import java.time.Instant;

/**
 * To whom a command goes and where it stands in the order of its issuer.
 *
 * @param host whose agent is to carry it out
 * @param migration the migration
 * @param attempt counts from 1
 * @param issuer who commands: each issuer counts its own sequence
 * @param sequence rises within (migration, attempt, issuer); one that is not higher is answered,
 *     not applied
 * @param expiresAt after this the agent refuses it as expired
 */
public record Order(
    HostId host,
    MigrationId migration,
    int attempt,
    Issuer issuer,
    long sequence,
    Instant expiresAt) {
  /** Who commands an agent. */
  public enum Issuer {
    SCHEDULER,
    POLICY
  }

  public Order {
    Require.present(host, "host");
    Require.present(migration, "migration");
    Require.atLeast(attempt, 1, "attempt");
    Require.present(issuer, "issuer");
    Require.atLeast(sequence, 1, "sequence");
    Require.present(expiresAt, "expiresAt");
  }
}
