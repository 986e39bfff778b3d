package io.godwit.events;

/** What is done with disks that the destination does not see. */
public enum DiskCopy {
  /** Nothing is copied: a guest with such a disk does not move. */
  NONE,
  /** They are copied whole. */
  FULL,
  /** Their top layer is copied; the layers below are at the destination already. */
  INCREMENTAL
}
