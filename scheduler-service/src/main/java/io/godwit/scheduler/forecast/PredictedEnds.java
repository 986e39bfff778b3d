package io.godwit.scheduler.forecast;

import io.godwit.events.MigrationId;
import java.time.Instant;
import java.util.Map;

/** The port to what is predicted of the migrations that move. */
public interface PredictedEnds {

  /** When each is predicted to end of which that can be said, by what was heard of it lately. */
  Map<MigrationId, Instant> at(Instant now);

  /** Is run when one has come so near to its end that another may go. */
  void onNear(Runnable listener);
}
