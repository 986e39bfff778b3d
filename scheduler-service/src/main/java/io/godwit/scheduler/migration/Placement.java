package io.godwit.scheduler.migration;

import io.godwit.events.HostId;
import io.godwit.events.Require;
import io.godwit.events.agent.AgentCommand.Origin;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.StartSettings;
import io.godwit.events.migration.MigrationEvent.Considered;
import java.util.List;

/**
 * What the dispatch gives to a migration: its hosts, and what is reserved there for it.
 *
 * @param source where the guest runs now
 * @param destination whereto
 * @param peerUri libvirt URI of the destination
 * @param settings what the migration would be told if it started now; at its start they are made
 *     anew
 * @param why this destination, in words
 * @param considered the best of the others and those that were left out, each with its reason
 * @param claims what is reserved at the destination, and nowhere else
 * @param shortlist who is asked for facts: the destination first, then the next best
 * @param origin what those that are asked have to know of the source
 */
public record Placement(
    HostId source,
    HostId destination,
    String peerUri,
    StartSettings settings,
    String why,
    List<Considered> considered,
    Claims claims,
    List<Candidate> shortlist,
    Origin origin) {

  /** A host that is asked for its facts. */
  public record Candidate(HostId host) {}

  public Placement {
    Require.present(source, "source");
    Require.present(destination, "destination");
    considered = Require.list(considered);
    Require.present(claims, "claims");
    shortlist = Require.list(shortlist);
    Require.present(origin, "origin");
  }
}
