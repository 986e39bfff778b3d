package io.godwit.agent.job.adapter;

import io.godwit.agent.bus.Outbox;
import io.godwit.agent.hypervisor.Hypervisor;
import io.godwit.agent.journal.Journal;
import io.godwit.events.Bytes;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What a host's actors work with.
 *
 * @param pool of platform threads, as many as there are actors at work
 * @param pollInterval between two looks at a running job
 * @param capacity memory that guests may use; absent: the machine's
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
    @Nullable Bytes capacity,
    Runnable fatal) {}
