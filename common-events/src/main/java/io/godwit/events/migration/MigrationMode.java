package io.godwit.events.migration;

/** The way by which a guest was finally moved. */
public enum MigrationMode {
  PRE_COPY,
  POST_COPY
}
