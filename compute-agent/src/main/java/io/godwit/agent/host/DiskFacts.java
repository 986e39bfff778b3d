package io.godwit.agent.host;

import io.godwit.events.Bytes;
import io.godwit.events.DiskCopy;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.Fact;
import io.godwit.events.agent.Fact.Answer;
import io.godwit.events.agent.GuestNeeds;
import io.godwit.events.agent.GuestNeeds.Disk;
import io.godwit.events.agent.GuestNeeds.Layer;
import io.godwit.events.host.HostResources.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether each of the guest's disks is here, or can be copied here, and whether there is room for
 * those. Formats and layers are those of the definition.
 */
final class DiskFacts {
  /** Pools whose volumes are made elsewhere. */
  private static final Set<String> FIXED_POOLS = Set.of("iscsi", "iscsi-direct", "scsi", "mpath");

  private static final Set<String> COPIED_FORMATS = Set.of("raw", "qcow2");

  private DiskFacts() {}

  static List<Fact> of(Answering answering, GuestNeeds needs) {
    var facts = new ArrayList<Fact>();
    if (needs.disks().isEmpty()) {
      facts.add(answering.lasting("disk", Answer.YES, "the guest has none", ""));
    }
    needs.disks().forEach(disk -> facts.add(disk(answering, disk)));
    facts.add(room(answering, needs));
    return facts;
  }

  private static Fact disk(Answering answering, Disk disk) {
    var name = Answering.named("disk", disk.target());
    var evidence = words(disk);
    return switch (DiskSight.of(answering, disk)) {
      case DiskSight.Empty _ -> answering.lasting(name, Answer.YES, "the drive is empty", "");
      case DiskSight.Same(var storage) ->
          answering.lasting(
              name, Answer.YES, "it is on the same storage", evidence + "; here " + storage);
      case DiskSight.Remote(var seen) ->
          answering.lasting(
              name,
              seen ? Answer.YES : Answer.PROBABLY_YES,
              seen
                  ? "this host has the same network storage"
                  : "network storage, which this host was not seen to reach",
              evidence);
      case DiskSight.SameSerial(var serial) ->
          answering.lasting(
              name,
              Answer.PROBABLY_YES,
              "a device of the same model and serial number is here",
              evidence + "; here " + serial);
      case DiskSight.OtherPath(var pool, var path) ->
          answering.lasting(
              name,
              Answer.NO,
              "the same storage is under another path here",
              evidence + "; pool " + pool.name() + " has it as " + path);
      case DiskSight.NotStarted(var pool) ->
          answering.lasting(
              name,
              Answer.NO_IDEA,
              "pool " + pool.name() + " is not started, so what is in it is not known",
              evidence);
      case DiskSight.Claimed(var volume) -> copied(answering, disk, pool(answering, volume.pool()));
      case DiskSight.Elsewhere(var pool) -> copied(answering, disk, pool);
    };
  }

  private static Optional<Pool> pool(Answering answering, String name) {
    var resources = answering.host().resources();
    return resources == null
        ? Optional.empty()
        : resources.pools().stream().filter(pool -> pool.name().equals(name)).findFirst();
  }

  /** Not on this host's storage: it has to be copied, if it may and can be. */
  private static Fact copied(Answering answering, Disk disk, Optional<Pool> pool) {
    var name = Answering.named("disk", disk.target());
    var evidence = words(disk);
    if (answering.host().resources() == null) {
      return answering.lasting(name, Answer.NO_IDEA, "the host did not tell its pools", evidence);
    }
    var whyNot = whyNotCopied(answering, disk, pool);
    if (whyNot.isPresent()) {
      return answering.lasting(
          name, Answer.NO, "it is not on this host's storage, and " + whyNot.get(), evidence);
    }
    boolean started = pool.orElseThrow().active();
    return answering.lasting(
        name,
        started ? Answer.PROBABLY_YES : Answer.NO_IDEA,
        "it is copied to pool "
            + pool.orElseThrow().name()
            + (started ? "" : ", which is not started yet"),
        evidence);
  }

  private static Optional<String> whyNotCopied(
      Answering answering, Disk disk, Optional<Pool> pool) {
    var allowed = diskCopy(answering);
    if (allowed == DiskCopy.NONE) {
      return Optional.of("no disk may be copied");
    }
    if (disk.shareable()) {
      return Optional.of("several guests write it");
    }
    if (disk.readOnly()) {
      return Optional.of("a disk that is only read is not copied");
    }
    if (!COPIED_FORMATS.contains(disk.format())) {
      return Optional.of("its format cannot be copied");
    }
    if (pool.isEmpty()) {
      return Optional.of(
          disk.pool() == null
              ? "it is in no pool whose name could be looked for"
              : "there is no pool " + disk.pool() + " here");
    }
    if (FIXED_POOLS.contains(pool.get().type())) {
      return Optional.of("no volume can be made in pool " + pool.get().name());
    }
    return allowed == DiskCopy.INCREMENTAL ? missingLayer(answering, disk) : Optional.empty();
  }

  /** What an incremental copy leaves out has to be here. */
  private static Optional<String> missingLayer(Answering answering, Disk disk) {
    var offer = answering.host().offer();
    var here = offer == null ? List.<String>of() : offer.volumes();
    return disk.backing().stream()
        .map(Layer::source)
        .filter(layer -> !here.contains(layer))
        .findFirst()
        .map(layer -> "its layer " + layer + " is not here");
  }

  static DiskCopy diskCopy(Answering answering) {
    var origin = answering.question().origin();
    return origin == null ? DiskCopy.FULL : origin.diskCopy();
  }

  /** The pools that disks are to be copied to, each with the disks. */
  private static Map<String, List<Disk>> copies(Answering answering, GuestNeeds needs) {
    var byPool = new TreeMap<String, List<Disk>>();
    for (var disk : needs.disks()) {
      var pool =
          switch (DiskSight.of(answering, disk)) {
            case DiskSight.Claimed(var volume) -> volume.pool();
            case DiskSight.Elsewhere(var same) when whyNotCopied(answering, disk, same).isEmpty() ->
                same.orElseThrow().name();
            case DiskSight.Elsewhere _,
                DiskSight.Empty _,
                DiskSight.Same _,
                DiskSight.Remote _,
                DiskSight.SameSerial _,
                DiskSight.OtherPath _,
                DiskSight.NotStarted _ ->
                null;
          };
      if (pool != null) {
        byPool.computeIfAbsent(pool, p -> new ArrayList<>()).add(disk);
      }
    }
    return byPool;
  }

  private static Fact room(Answering answering, GuestNeeds needs) {
    var copies = copies(answering, needs);
    if (copies.isEmpty()) {
      return answering.lasting("copied-disk-room", Answer.YES, "no disk is copied", "");
    }
    var worst = Answer.YES;
    var evidence = new ArrayList<String>();
    for (var copy : copies.entrySet()) {
      var available = pool(answering, copy.getKey()).map(Pool::available).orElse(Bytes.ZERO);
      var most = sum(copy.getValue().stream().map(Disk::capacity).toList());
      var now = sum(copy.getValue().stream().map(Disk::allocation).toList());
      evidence.add(
          "pool %s: %s free, disks %s, of which %s used"
              .formatted(copy.getKey(), available, most, now));
      var answer = room(available, most, now, answering.question().claims());
      worst = answer.compareTo(worst) < 0 ? answer : worst;
    }
    return answering.passing(
        "copied-disk-room", worst, roomWords(worst), String.join("; ", evidence));
  }

  /** Volumes that are made already may have taken their room. */
  private static Answer room(Bytes available, Bytes most, Bytes now, @Nullable Claims claims) {
    if (most.count() == 0) {
      return Answer.NO_IDEA;
    }
    if (available.compareTo(most) >= 0) {
      return Answer.YES;
    }
    boolean made = claims != null && !claims.volumes().isEmpty();
    return made || available.compareTo(now) >= 0 ? Answer.PROBABLY_YES : Answer.NO;
  }

  private static String roomWords(Answer answer) {
    return switch (answer) {
      case YES -> "there is room for the copied disks";
      case PROBABLY_YES -> "there is room for what is in the disks, but not for all they may hold";
      case NO_IDEA -> "how large the disks are is not known";
      case PROBABLY_NO, NO -> "there is too little room for the copied disks";
    };
  }

  private static Bytes sum(List<Bytes> amounts) {
    return amounts.stream().reduce(Bytes.ZERO, Bytes::plus);
  }

  private static String words(Disk disk) {
    return "%s %s (%s, %s)%s%s"
        .formatted(
            disk.kind(),
            disk.source(),
            disk.format(),
            disk.capacity(),
            disk.pool() == null ? "" : " in pool " + disk.pool(),
            disk.storage() == null ? "" : " on " + disk.storage());
  }
}
