package io.godwit.gateway.projection;

import io.godwit.events.HostId;
import io.godwit.events.migration.FailureCause;
import io.godwit.events.migration.MigrationFigures;
import io.godwit.events.migration.MigrationMode;
import io.godwit.events.migration.RejectionReason;
import org.jspecify.annotations.Nullable;

/**
 * What came of a migration, or of its latest attempt that failed.
 *
 * @param detail in words
 * @param guestRunsOn where the guest runs after a failure, if it runs
 */
public record End(
    @Nullable MigrationMode mode,
    @Nullable MigrationFigures figures,
    @Nullable FailureCause cause,
    @Nullable RejectionReason rejection,
    @Nullable String detail,
    @Nullable HostId guestRunsOn) {

  static End completed(MigrationMode mode, MigrationFigures figures) {
    return new End(mode, figures, null, null, null, null);
  }

  static End failed(FailureCause cause, String detail, @Nullable HostId guestRunsOn) {
    return new End(null, null, cause, null, detail, guestRunsOn);
  }

  static End cancelled(@Nullable String explanation) {
    return new End(null, null, null, null, explanation, null);
  }

  static End rejected(RejectionReason reason, String detail) {
    return new End(null, null, null, reason, detail, null);
  }
}
