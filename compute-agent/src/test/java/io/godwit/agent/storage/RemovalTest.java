package io.godwit.agent.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.Bytes;
import io.godwit.events.GuestRef;
import io.godwit.events.agent.GuestState;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RemovalTest {
  private static final IscsiTarget TARGET =
      new IscsiTarget("10.0.0.5:3260", "iqn.2026-01.io.example:store");
  private static final Made VOLUME = Made.volume("default", "web.qcow2");
  private static final String PATH = "/pools/default/web.qcow2";
  private static final StoragePool POOL =
      new StoragePool("default", "dir", true, Bytes.ofMebi(9), "/pools/default", null, false);

  private static GuestDisks guest(GuestState state, Set<String> paths, Set<String> volumes) {
    return new GuestDisks(new GuestRef(new UUID(0, 2), "other"), state, paths, volumes);
  }

  private static Removal removal(Made made, List<Made> others, GuestDisks... guests) {
    return Removal.of(
        made,
        new Removal.Scene(
            List.of(POOL), List.of(guests), others, made.kind() == Made.Kind.VOLUME ? PATH : null));
  }

  @Test
  void whatNobodyUsesGoes() {
    var elsewhere = guest(GuestState.RUNNING, Set.of("/pools/default2/x"), Set.of("fast/x"));

    assertThat(removal(VOLUME, List.of(), elsewhere)).isEqualTo(new Removal.Do());
    assertThat(removal(Made.pool("default"), List.of(), elsewhere)).isEqualTo(new Removal.Do());
    assertThat(removal(Made.session(TARGET), List.of(), elsewhere)).isEqualTo(new Removal.Do());
  }

  @Test
  void volumeThatAnyGuestUsesStays() {
    for (var state : List.of(GuestState.RUNNING, GuestState.SHUT_OFF, GuestState.CRASHED)) {
      assertThat(removal(VOLUME, List.of(), guest(state, Set.of(PATH), Set.of())))
          .isEqualTo(new Removal.Keep("volume web.qcow2 of pool default is used by guest other"));
      assertThat(removal(VOLUME, List.of(), guest(state, Set.of(), Set.of("default/web.qcow2"))))
          .isInstanceOf(Removal.Keep.class);
    }
  }

  @Test
  void whatAnIncomingGuestUsesMayBeFreeInAMoment() {
    for (var state : List.of(GuestState.PAUSED_MIGRATING, GuestState.UNKNOWN)) {
      assertThat(removal(VOLUME, List.of(), guest(state, Set.of(PATH), Set.of())))
          .isInstanceOf(Removal.Later.class);
    }
  }

  @Test
  void poolStaysForAGuestOrForAnotherMigration() {
    var pool = Made.pool("default");

    assertThat(removal(pool, List.of(), guest(GuestState.SHUT_OFF, Set.of(PATH), Set.of())))
        .isInstanceOf(Removal.Keep.class);
    assertThat(removal(pool, List.of(Made.volume("default", "b.raw"))))
        .isEqualTo(
            new Removal.Keep(
                "pool default is needed by another migration, for volume b.raw of pool default"));
    assertThat(removal(pool, List.of(Made.volume("fast", "b.raw")))).isEqualTo(new Removal.Do());
  }

  @Test
  void sessionStaysForADiskOrAPoolOnIt() {
    var path = "/dev/disk/by-path/ip-10.0.0.6:3260-iscsi-" + TARGET.name() + "-lun-1";
    var session = Made.session(TARGET);
    var san = new StoragePool("san", "iscsi", true, Bytes.ZERO, "/dev", TARGET, false);

    assertThat(removal(session, List.of(), guest(GuestState.RUNNING, Set.of(path), Set.of())))
        .isInstanceOf(Removal.Keep.class);
    assertThat(Removal.of(session, new Removal.Scene(List.of(san), List.of(), List.of(), null)))
        .isEqualTo(new Removal.Keep(session + " is needed by pool san"));
  }
}
