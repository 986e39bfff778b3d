package io.godwit.gateway.evacuation;

/** Whether a cancel still makes sense, as far as the read model tells; the scheduler decides. */
public sealed interface EvacuationCancellation {
  /** It is written. */
  record Possible() implements EvacuationCancellation {}

  /** It comes too late. */
  record TooLate(String detail) implements EvacuationCancellation {}

  static EvacuationCancellation of(EvacuationView evacuation) {
    return switch (evacuation.state()) {
      case REQUESTED, RUNNING, CANCELLING -> new Possible();
      case COMPLETED -> new TooLate("the evacuation is completed");
      case INCOMPLETE -> new TooLate("the evacuation has ended, incomplete");
      case CANCELLED -> new TooLate("the evacuation is cancelled already");
      case REJECTED -> new TooLate("the evacuation was rejected");
    };
  }
}
