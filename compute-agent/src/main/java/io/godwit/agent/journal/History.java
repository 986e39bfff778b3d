package io.godwit.agent.journal;

import io.godwit.agent.journal.JournalEntry.Aborting;
import io.godwit.agent.journal.JournalEntry.Began;
import io.godwit.agent.journal.JournalEntry.EndTold;
import io.godwit.agent.journal.JournalEntry.Ended;
import io.godwit.agent.journal.JournalEntry.Held;
import io.godwit.agent.journal.JournalEntry.Making;
import io.godwit.agent.journal.JournalEntry.Prepared;
import io.godwit.agent.journal.JournalEntry.Seen;
import io.godwit.agent.journal.JournalEntry.TearingDown;
import io.godwit.agent.journal.JournalEntry.TornDown;
import io.godwit.agent.journal.JournalEntry.Unmade;
import io.godwit.events.MigrationId;
import io.godwit.events.agent.Order;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the journal says of one migration on this host.
 *
 * @param began the latest attempt that was begun here
 * @param aborting the abort that is wanted of it
 * @param ended how it ended
 * @param endTold whether the broker has that end
 * @param prepared what the latest attempt prepared here
 * @param holdings what attempts made here
 * @param held what holds the guest back here
 * @param seen the highest command of each issuer
 */
public record History(
    MigrationId migration,
    @Nullable Began began,
    @Nullable Aborting aborting,
    @Nullable Ended ended,
    boolean endTold,
    @Nullable Prepared prepared,
    Holdings holdings,
    @Nullable Held held,
    Map<Order.Issuer, Seen> seen) {

  public History {
    seen = Map.copyOf(seen);
  }

  /** Of a migration that this host has not heard of. */
  public static History none(MigrationId migration) {
    return new History(migration, null, null, null, false, null, Holdings.NONE, null, Map.of());
  }

  /** With one more entry. Applying an entry twice changes nothing. */
  public History with(JournalEntry entry) {
    return switch (entry) {
      case Began b -> new History(migration, b, null, null, false, prepared, holdings, held, seen);
      case Seen s -> withSeen(s);
      case Aborting a when isOfTheAttempt(a.attempt()) ->
          new History(
              migration,
              began,
              a.by() == null ? null : a,
              ended,
              endTold,
              prepared,
              holdings,
              held,
              seen);
      case Ended e when isOfTheAttempt(e.attempt()) ->
          new History(migration, began, aborting, e, false, prepared, holdings, held, seen);
      case EndTold t when isOfTheAttempt(t.attempt()) ->
          new History(migration, began, aborting, ended, true, prepared, holdings, held, seen);
      case Aborting _, Ended _, EndTold _ -> this;
      case Prepared p ->
          new History(migration, began, aborting, ended, endTold, p, holdings, held, seen);
      case Making m -> withHoldings(holdings.with(m));
      case Unmade u -> withHoldings(holdings.without(u));
      case TearingDown t -> withHoldings(holdings.with(t));
      case TornDown t -> tornDown(t.attempt());
      case Held h ->
          new History(
              migration,
              began,
              aborting,
              ended,
              endTold,
              prepared,
              holdings,
              h.holds() ? h : null,
              seen);
    };
  }

  private History withHoldings(Holdings next) {
    return new History(migration, began, aborting, ended, endTold, prepared, next, held, seen);
  }

  private History tornDown(int attempt) {
    var left = prepared != null && prepared.attempt() == attempt ? null : prepared;
    return new History(
        migration, began, aborting, ended, endTold, left, holdings.tornDown(attempt), held, seen);
  }

  private boolean isOfTheAttempt(int attempt) {
    return began != null && began.attempt() == attempt;
  }

  private History withSeen(Seen entry) {
    var last = seen.get(entry.issuer());
    if (last != null && isNotAfter(entry.attempt(), entry.sequence(), last)) {
      return this;
    }
    var with = new EnumMap<Order.Issuer, Seen>(Order.Issuer.class);
    with.putAll(seen);
    with.put(entry.issuer(), entry);
    return new History(migration, began, aborting, ended, endTold, prepared, holdings, held, with);
  }

  /** Whether this command or a later one of its issuer was dealt with. */
  public boolean isOld(Order order) {
    var last = seen.get(order.issuer());
    return last != null && isNotAfter(order.attempt(), order.sequence(), last);
  }

  private static boolean isNotAfter(int attempt, long sequence, Seen last) {
    return attempt < last.attempt() || (attempt == last.attempt() && sequence <= last.sequence());
  }

  /** Whether an attempt was begun whose end is not known. */
  public boolean isOpen() {
    return began != null && ended == null;
  }

  /** Whether it has an end that the broker may not have. */
  public boolean owesItsEnd() {
    return ended != null && !endTold;
  }

  /** Whether something that it made here is to be taken away. */
  public boolean owesATearDown() {
    return holdings.tearingDown() > 0;
  }

  /** Whether the guest of an attempt that is over is still held back. */
  public boolean owesLettingGo() {
    return held != null && !isOpen();
  }

  /** Whether nothing is lost when it is forgotten. */
  public boolean isOver() {
    return !isOpen() && !owesItsEnd() && holdings.isEmpty() && !owesATearDown() && !owesLettingGo();
  }

  /** The fewest entries that make up this history. */
  public List<JournalEntry> entries() {
    var entries = new ArrayList<JournalEntry>();
    for (var entry : new JournalEntry[] {began, aborting, ended, prepared, held}) {
      if (entry != null) {
        entries.add(entry);
      }
    }
    if (endTold && began != null) {
      entries.add(new EndTold(migration, began.attempt()));
    }
    entries.addAll(holdings.all());
    if (holdings.tearingDown() > 0) {
      entries.add(new TearingDown(migration, holdings.tearingDown()));
    }
    for (var issuer : Order.Issuer.values()) {
      var last = seen.get(issuer);
      if (last != null) {
        entries.add(last);
      }
    }
    return entries;
  }
}
