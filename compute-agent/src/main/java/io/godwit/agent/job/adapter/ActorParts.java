package io.godwit.agent.job.adapter;

import io.godwit.agent.bus.Outbox;
import io.godwit.agent.host.Inspection;
import io.godwit.agent.hypervisor.Hypervisor;
import io.godwit.agent.journal.Journal;
import io.godwit.agent.storage.IscsiInitiator;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * What a host's actors work with.
 *
 * @param pool of platform threads, as many as there are actors at work
 * @param pollInterval between two looks at a running job
 * @param inspection looks at the host for a guest that may come
 * @param iscsi of the host
 * @param removalRetry between two tries to take something away that was in use
 * @param fatal called when the agent cannot keep its promises any more
 */
public record ActorParts(
    Hypervisor hypervisor,
    Journal journal,
    Outbox outbox,
    JobMetrics metrics,
    Clock clock,
    Executor pool,
    Duration pollInterval,
    Inspection inspection,
    IscsiInitiator iscsi,
    Duration removalRetry,
    Runnable fatal) {}
