package io.godwit.agent.hypervisor.libvirt.adapter;

import static io.godwit.agent.hypervisor.libvirt.adapter.LibvirtCalls.CALLS;
import static io.godwit.agent.hypervisor.libvirt.adapter.LibvirtFailure.check;

import com.sun.jna.NativeLong;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.NativeLongByReference;
import io.godwit.agent.hypervisor.HypervisorException;
import io.godwit.agent.hypervisor.HypervisorException.Kind;
import io.godwit.agent.hypervisor.MigrationTag;
import io.godwit.agent.hypervisor.libvirt.ErrorKinds;
import io.godwit.agent.hypervisor.libvirt.TagXml;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.agent.GuestState;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.DomainPointer;

/** What is set on one domain, on the thread and connection of the caller. */
final class GuestSteering {
  /** libvirt's own word for no limit: the largest number of MiB/s whose bytes fit in 63 bits. */
  private static final long UNLIMITED_MEBI = Long.MAX_VALUE >> 20;

  private static final int OF_POST_COPY = 1;
  private static final int METADATA_ELEMENT = 2;
  private static final int AFFECT_LIVE = 1;
  private static final int AFFECT_CONFIG = 2;

  private GuestSteering() {}

  static void setMaxDowntime(DomainPointer domain, Duration maxDowntime) {
    check(CALLS.virDomainMigrateSetMaxDowntime(domain, Math.max(1, maxDowntime.toMillis()), 0));
  }

  static Duration maxDowntime(DomainPointer domain) {
    var millis = new LongByReference();
    check(CALLS.virDomainMigrateGetMaxDowntime(domain, millis, 0));
    return Duration.ofMillis(millis.getValue());
  }

  /** Of both phases: a limit of pre-copy alone is lifted by the switch to post-copy. */
  static void setBandwidth(DomainPointer domain, @Nullable BytesPerSecond limit) {
    var mebi = new NativeLong(limit == null ? UNLIMITED_MEBI : mebi(limit));
    check(CALLS.virDomainMigrateSetMaxSpeed(domain, mebi, 0));
    var postCopy = limit == null ? new NativeLong(0) : mebi;
    check(CALLS.virDomainMigrateSetMaxSpeed(domain, postCopy, OF_POST_COPY));
  }

  static Optional<BytesPerSecond> bandwidth(DomainPointer domain) {
    var mebi = new NativeLongByReference();
    check(CALLS.virDomainMigrateGetMaxSpeed(domain, mebi, 0));
    long limit = mebi.getValue().longValue();
    // QEMU takes zero for no limit too.
    return limit == 0 || limit >= UNLIMITED_MEBI
        ? Optional.empty()
        : Optional.of(BytesPerSecond.ofMebi(limit));
  }

  /** Whole MiB/s and never more than was allowed, except that less than one cannot be said. */
  static long mebi(BytesPerSecond rate) {
    return Math.max(1, rate.count() >> 20);
  }

  /**
   * virDomainAbortJob ends whatever job a domain has, a backup too: so it has to be a migration.
   */
  static void requireOutgoingMigration(DomainPointer domain) {
    var job = GuestQueries.runningJob(domain);
    if (!job.isRunningMigration() || !job.isOutgoing()) {
      throw new HypervisorException(Kind.NO_JOB, "the guest has no outgoing migration");
    }
  }

  static void suspend(DomainPointer domain) {
    if (GuestQueries.state(domain) != GuestState.RUNNING) {
      throw new HypervisorException(Kind.WRONG_STATE, "the guest does not run");
    }
    check(CALLS.virDomainSuspend(domain));
  }

  /** libvirt would let the call wait until the migration ends. */
  static void resume(DomainPointer domain) {
    if (GuestQueries.state(domain) == GuestState.RUNNING) {
      return;
    }
    if (GuestQueries.runningJob(domain).isRunningMigration()) {
      throw new HypervisorException(Kind.UNSUPPORTED, "libvirt resumes no guest that migrates");
    }
    check(CALLS.virDomainResume(domain));
  }

  /** libvirt would let the call wait until a migration ends, and then refuse it. */
  static void writeTag(DomainPointer domain, MigrationTag tag) {
    boolean active = GuestQueries.isActive(domain);
    if (active && GuestQueries.runningJob(domain).isRunningMigration()) {
      throw new HypervisorException(Kind.WRONG_STATE, "the guest migrates: its metadata is locked");
    }
    int flags =
        (active ? AFFECT_LIVE : 0) | (GuestQueries.isPersistent(domain) ? AFFECT_CONFIG : 0);
    check(
        CALLS.virDomainSetMetadata(
            domain, METADATA_ELEMENT, TagXml.write(tag), TagXml.PREFIX, TagXml.NAMESPACE, flags));
  }

  static Optional<MigrationTag> tag(DomainPointer domain) {
    var text = CALLS.virDomainGetMetadata(domain, METADATA_ELEMENT, TagXml.NAMESPACE, 0);
    if (text == null) {
      var failure = LibvirtFailure.last();
      if (failure.code() == ErrorKinds.NO_DOMAIN_METADATA) {
        return Optional.empty();
      }
      throw failure;
    }
    var xml = text.toString();
    var tag = TagXml.read(xml);
    if (tag.isEmpty()) {
      // Not the same as none: an attempt may have been begun under it.
      throw new HypervisorException(
          Kind.FAILED, "the guest's migration tag cannot be read: " + xml);
    }
    return tag;
  }
}
