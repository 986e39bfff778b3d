package io.godwit.events.policy;

import io.godwit.events.InvalidField;
import io.godwit.events.Require;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A policy as an operator wrote it. Either an intent or a ladder; the latest version per name
 * counts. A migration keeps the version that it started with.
 *
 * @param name lower-case letters, digits and hyphens
 * @param version counts from 1
 * @param at when this version was made
 * @param by who made it, for the record
 * @param retired whether it no longer applies to new migrations
 * @param match to which migrations it applies
 * @param intent what may be done and what is wanted; absent with a ladder
 * @param ladder what is done, step by step; absent with an intent
 * @param shadow name of the definition that decides beside it and is only recorded; absent: none
 */
public record PolicyDefinition(
    String name,
    int version,
    Instant at,
    String by,
    boolean retired,
    PolicyMatch match,
    @Nullable Intent intent,
    @Nullable Ladder ladder,
    @Nullable String shadow) {
  private static final int LONGEST_NAME = 60;

  public PolicyDefinition {
    checkName(name, "name");
    Require.atLeast(version, 1, "version");
    Require.present(at, "at");
    Require.text(by, "by", 100);
    Require.present(match, "match");
    if ((intent == null) == (ladder == null)) {
      throw new InvalidField("intent", "exactly one of intent and ladder must be given");
    }
    if (shadow != null) {
      checkName(shadow, "shadow");
      if (shadow.equals(name)) {
        throw new InvalidField("shadow", "is the definition itself");
      }
    }
  }

  private static void checkName(String name, String field) {
    Require.text(name, field, LONGEST_NAME);
    if (!name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      throw new InvalidField(
          field, "must be lower-case letters and digits, with single hyphens between");
    }
  }
}
