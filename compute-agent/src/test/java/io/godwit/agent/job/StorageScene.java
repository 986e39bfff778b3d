package io.godwit.agent.job;

import io.godwit.agent.host.HostView;
import io.godwit.agent.job.Input.Removed.Outcome;
import io.godwit.agent.journal.JournalEntry.Making;
import io.godwit.agent.storage.Made;
import io.godwit.agent.storage.Preparation;
import io.godwit.agent.storage.StoragePool;
import io.godwit.agent.storage.StorageView;
import io.godwit.events.Bytes;
import io.godwit.events.agent.AgentCommand;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.GuestSpec;
import io.godwit.events.agent.Order;
import io.godwit.events.agent.Order.Issuer;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A destination's preparation, told one input after another. */
final class StorageScene {
  static final Made POOL = Made.pool("default");
  static final Made VOLUME = Made.volume("default", "web.qcow2");
  private static final Claims.Volume WANTED =
      new Claims.Volume(
          "vda", "default", "web.qcow2", "qcow2", Bytes.ofMebi(64), Bytes.ofMebi(64), List.of());

  final Scene scene = new Scene();
  private long sequence = 100;

  private Order order(int attempt) {
    return new Order(
        Scene.SOURCE,
        Scene.MIGRATION,
        attempt,
        Issuer.SCHEDULER,
        ++sequence,
        scene.now.plusSeconds(30));
  }

  AgentCommand.PrepareDestination prepare(int attempt) {
    var claims =
        new Claims(Bytes.ofMebi(512), List.of(), List.of(), List.of(), List.of(), List.of(WANTED));
    return new AgentCommand.PrepareDestination(
        order(attempt),
        new GuestSpec(Scene.GUEST, Bytes.ofMebi(512), 1),
        Scene.DESTINATION,
        null,
        claims);
  }

  AgentCommand.TearDown tearDown(int attempt) {
    return new AgentCommand.TearDown(order(attempt), Scene.GUEST);
  }

  AgentCommand.ReportGuestState report(int attempt) {
    return new AgentCommand.ReportGuestState(order(attempt), Scene.GUEST);
  }

  static StorageView view(boolean active, Made... volumes) {
    var pool =
        new StoragePool("default", "dir", active, Bytes.ofMebi(100), "/pools/default", null, false);
    return new StorageView(List.of(pool), Set.of(volumes), Set.of(), null);
  }

  List<AgentEvent> seen(Told told, StorageView view) {
    var prepare = (AgentCommand.PrepareDestination) told.command();
    var preparation = new Preparation(prepare.guest(), prepare.claims());
    return scene.on(new Input.StorageSeen(told, preparation, view));
  }

  List<AgentEvent> inspected(Told told) {
    return scene.on(
        new Input.HostInspected(told, new HostView.Seen("QEMU", Bytes.ofMebi(4096), List.of())));
  }

  /** What the last removal that is wanted came to. */
  List<AgentEvent> removed(Outcome outcome) {
    return scene.on(new Input.Removed(wanted(), outcome, "in the words of the host"));
  }

  Making wanted() {
    var remove = scene.last(Effect.Remove.class);
    if (remove == null) {
      throw new AssertionError("nothing is to be taken away");
    }
    return remove.making();
  }

  Set<Made> held() {
    return scene.state.history().holdings().all().stream()
        .map(Making::made)
        .collect(Collectors.toSet());
  }

  /** A destination that was made ready with a pool started and a volume made. */
  static StorageScene prepared(int attempt) {
    var story = new StorageScene();
    var told = story.scene.told(story.prepare(attempt));
    story.scene.on(new Input.Commanded(told));
    story.seen(told, view(false));
    story.seen(told, view(true));
    story.seen(told, view(true, VOLUME));
    story.inspected(told);
    return story;
  }
}
