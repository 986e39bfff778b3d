package io.godwit.agent.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.Bytes;
import io.godwit.events.DiskCopy;
import io.godwit.events.agent.AgentCommand.ReleaseSource;
import io.godwit.events.agent.AgentCommand.StartMigration;
import io.godwit.events.agent.AgentEvent.CommandRefused;
import io.godwit.events.agent.AgentEvent.SourceReleased;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.GuestNeeds.Disk;
import io.godwit.events.agent.GuestNeeds.DiskKind;
import io.godwit.events.agent.GuestState;
import io.godwit.events.agent.Order.Issuer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReleasesTest {
  private static Disk disk(String target, boolean readOnly, boolean shareable) {
    return new Disk(
        target,
        DiskKind.FILE,
        "/pools/default/" + target,
        "default",
        target,
        "raw",
        Bytes.ofMebi(1),
        Bytes.ofMebi(1),
        List.of(),
        readOnly,
        shareable,
        null,
        null);
  }

  /** A guest that left with its disks vda and vdb copied. */
  private static Scene left() {
    var scene = new Scene();
    var volumes =
        List.of("vda", "vdb").stream()
            .map(target ->
                new Claims.Volume(
                    target, "default", target, "raw", Bytes.ofMebi(1), Bytes.ofMebi(1), List.of()))
            .toList();
    var claims = new Claims(Bytes.ofMebi(512), List.of(), List.of(), List.of(), List.of(), volumes);
    var start =
        new StartMigration(
            scene.order(Issuer.SCHEDULER, 1, 1),
            Scene.GUEST,
            Scene.DESTINATION,
            "qemu+tcp://b/system",
            Scene.SETTINGS,
            claims,
            DiskCopy.FULL);
    var told = scene.told(start);
    scene.on(new Input.Commanded(told));
    scene.on(new Input.GuestLookedAt(told, GuestState.RUNNING, false, null));
    scene.on(new Input.Tagged(told));
    return scene;
  }

  private static ReleaseSource release(Scene scene, int attempt, Disk... disks) {
    return new ReleaseSource(
        scene.order(Issuer.SCHEDULER, attempt, 9), Scene.GUEST, List.of(disks));
  }

  @Test
  void claimsGoIntoTheCall() {
    var call = left().wanted(Effect.StartCall.class).call();

    assertThat(call.claims().volumes()).hasSize(2);
    assertThat(call.diskCopy()).isEqualTo(DiskCopy.FULL);
  }

  @Test
  void onlyWhatThisAttemptCopiedFromHereIsLookedAt() {
    var scene = left();
    scene.on(new Input.CallReturned(new Ending.Succeeded(null)));

    scene.commanded(
        release(
            scene,
            1,
            disk("vda", false, false),
            disk("vdb", true, false),
            disk("vdc", false, false)));

    var effect = scene.wanted(Effect.Release.class);
    assertThat(effect.disks()).extracting(Disk::target).containsExactly("vda");
    assertThat(effect.kept())
        .containsExactly(
            "/pools/default/vdb: the guest only reads it",
            "/pools/default/vdc: this attempt did not copy disk vdc from this host");
  }

  @Test
  void otherAttemptsAndUnknownMigrationsReleaseNothing() {
    var scene = left();
    scene.on(new Input.CallReturned(new Ending.Succeeded(null)));
    scene.commanded(release(scene, 2, disk("vda", false, false)));
    assertThat(scene.wanted(Effect.Release.class).disks()).isEmpty();

    var unknown = new Scene();
    unknown.commanded(release(unknown, 1, disk("vda", false, false)));
    assertThat(unknown.wanted(Effect.Release.class).disks()).isEmpty();
  }

  @Test
  void jobThatRunsReleasesNothing() {
    var scene = left();

    assertThat(scene.commanded(release(scene, 1, disk("vda", false, false))))
        .hasOnlyElementsOfType(CommandRefused.class);
    assertThat(scene.last(Effect.Release.class)).isNull();
  }

  @Test
  void whatBecameOfThemIsTold() {
    var scene = left();
    scene.on(new Input.CallReturned(new Ending.Succeeded(null)));
    var told = scene.told(release(scene, 1, disk("vda", false, false)));

    assertThat(
            scene.on(new Input.Released(told, List.of("/pools/default/vda"), List.of("/x: used"))))
        .singleElement()
        .isInstanceOfSatisfying(
            SourceReleased.class,
            e -> {
              assertThat(e.answers()).isEqualTo(9);
              assertThat(e.removed()).containsExactly("/pools/default/vda");
              assertThat(e.kept()).containsExactly("/x: used");
            });
  }
}
