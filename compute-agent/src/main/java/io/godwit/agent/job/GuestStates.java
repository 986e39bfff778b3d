package io.godwit.agent.job;

import io.godwit.events.agent.GuestState;
import java.util.Locale;

/** A guest's state in words for people. */
final class GuestStates {
  private GuestStates() {}

  static String words(GuestState state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
