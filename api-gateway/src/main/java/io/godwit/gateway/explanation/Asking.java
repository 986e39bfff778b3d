package io.godwit.gateway.explanation;

import io.godwit.events.DiskCopy;
import io.godwit.events.EvacuationId;
import io.godwit.events.migration.MigrationEvent.MigrationRequested;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import io.godwit.gateway.evacuation.EvacuationView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who asked for what. */
final class Asking {
  private Asking() {}

  /**
   * @param guest its name, which the request need not have used
   */
  static List<String> tell(
      MigrationRequested e, String guest, @Nullable EvacuationView evacuation) {
    var sentences = new ArrayList<String>();
    var wanted = wanted(e);
    var whole = EvacuationView.named(e.requestedBy());
    if (whole != null) {
      sentences.add(partOf(whole, evacuation));
      sentences.add("Guest %s was to move %s".formatted(guest, wanted));
    } else {
      sentences.add(
          "%s asked to move guest %s %s"
              .formatted(Words.beginningWith(e.requestedBy()), guest, wanted));
    }
    sentences.addAll(wishes(e.request()));
    return sentences;
  }

  private static String wanted(MigrationRequested e) {
    var destination = e.request().destination();
    return "%s; the reason is %s, the guest's class is %s."
        .formatted(
            destination == null ? "to a host of Godwit's choice" : "to " + destination,
            Words.of(e.reason()),
            Words.of(e.guestClass()));
  }

  private static String partOf(EvacuationId id, @Nullable EvacuationView evacuation) {
    var asked = evacuation == null ? null : evacuation.asked();
    return asked == null
        ? "It is part of evacuation %s.".formatted(id)
        : "It is part of the evacuation of %s that %s asked for."
            .formatted(asked.request().host(), Words.asker(asked.by()));
  }

  private static List<String> wishes(RequestMigration request) {
    var wishes = new ArrayList<String>();
    if (request.forcedOrDefault()) {
      wishes.add(
          "The destination is forced: only what would damage the guest or run it twice keeps it"
              + " away.");
    }
    if (request.priorityOrDefault() != 0) {
      wishes.add("Its priority is %d.".formatted(request.priorityOrDefault()));
    }
    if (request.project() != null) {
      wishes.add("It waits on the account of project %s.".formatted(request.project()));
    }
    if (request.diskCopy() != null && request.diskCopy() != DiskCopy.FULL) {
      wishes.add(
          request.diskCopy() == DiskCopy.NONE
              ? "Disks that the destination does not see are not to be copied."
              : "Of disks that the destination does not see only the top layer is to be copied.");
    }
    if (request.deadline() != null) {
      wishes.add("It is to be over by %s.".formatted(request.deadline()));
    }
    if (request.lastResort() != null) {
      wishes.add(
          "If nothing that is allowed suffices, %s.".formatted(Budget.last(request.lastResort())));
    }
    return wishes;
  }
}
