package io.godwit.cli.progress;

import io.godwit.cli.gateway.Evacuation;
import io.godwit.cli.gateway.HostView;
import io.godwit.cli.gateway.Migration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An evacuation at one moment.
 *
 * @param underWay migrations that have left the queue and have not ended
 * @param justEnded those that ended since the last snapshot
 * @param host the one that is emptied; null while it is not known
 */
public record EvacuationSnapshot(
    Evacuation evacuation,
    List<Migration> underWay,
    List<Migration> justEnded,
    @Nullable HostView host) {}
