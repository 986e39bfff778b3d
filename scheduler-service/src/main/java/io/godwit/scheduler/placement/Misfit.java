package io.godwit.scheduler.placement;

/**
 * Why a host does not suit. Its words cost something and there may be thousands of hosts, so they
 * are made when someone wants them.
 */
@FunctionalInterface
interface Misfit {
  String words();
}
