package io.godwit.events.wire;

import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.EvacuationId;
import io.godwit.events.GuestClass;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.Reason;
import io.godwit.events.convergence.Escalation.RaiseDowntime;
import io.godwit.events.policy.Ladder;
import io.godwit.events.policy.PolicyDefinition;
import io.godwit.events.policy.PolicyMatch;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One event of every type with every field set, always the same. */
final class Samples {
  private static final Instant AT = Instant.parse("2026-11-21T12:00:00.125Z");
  private static final Map<Class<?>, Object> LEAVES =
      Map.ofEntries(
          Map.entry(Bytes.class, Bytes.ofMebi(256)),
          Map.entry(BytesPerSecond.class, BytesPerSecond.ofMebi(60)),
          Map.entry(Duration.class, Duration.ofMillis(300)),
          Map.entry(Instant.class, AT),
          Map.entry(HostId.class, new HostId("host1")),
          Map.entry(MigrationId.class, MigrationId.of("urn:example:cloud", "move-7")),
          Map.entry(UUID.class, UUID.fromString("0d5e7a2c-53a5-4b0e-9d4f-3c5a5c0e8a11")),
          Map.entry(EvacuationId.class, EvacuationId.of("urn:example:cloud", "empty-7")),
          Map.entry(int.class, 2),
          Map.entry(Integer.class, 2),
          Map.entry(Boolean.class, true),
          Map.entry(Double.class, 0.5),
          Map.entry(long.class, 7L),
          Map.entry(double.class, 0.5),
          Map.entry(boolean.class, true),
          Map.entry(PolicyDefinition.class, definition()));

  /** Components that must differ from another one of their record. */
  private static final Map<String, Object> BY_NAME =
      Map.of(
          "destinations", new HostId("host2"),
          "until", AT.plus(Duration.ofHours(1)),
          "every", Duration.ofDays(1));

  private Samples() {}

  /** It has either an intent or a ladder. */
  private static PolicyDefinition definition() {
    var match =
        new PolicyMatch(
            List.of(Reason.EVACUATION),
            List.of(GuestClass.BATCH),
            List.of("research"),
            Map.of("tier", "gold"),
            10);
    var step = new RaiseDowntime(Duration.ofMillis(500));
    var rung = new Ladder.Rung(new Ladder.Trigger.Passes(3), step);
    var ladder =
        new Ladder(
            Duration.ofSeconds(10), Duration.ofMillis(100), true, false, true, List.of(rung));
    return new PolicyDefinition(
        "research", 2, AT, "operator", false, match, null, ladder, "standard-user");
  }

  static <E> E of(Class<E> type) {
    return type.cast(value(type, type.getSimpleName()));
  }

  private static Object value(Type type, String name) {
    if (type instanceof ParameterizedType map && map.getRawType() == Map.class) {
      return Map.of("tier", value(map.getActualTypeArguments()[1], name));
    }
    if (type instanceof ParameterizedType list) {
      return List.of(value(list.getActualTypeArguments()[0], name));
    }
    var wanted = (Class<?>) type;
    if (wanted == String.class) {
      return "the " + name;
    }
    if (wanted.isEnum()) {
      return wanted.getEnumConstants()[0];
    }
    if (wanted.isSealed()) {
      return value(wanted.getPermittedSubclasses()[0], name);
    }
    var leaf = BY_NAME.getOrDefault(name, LEAVES.get(wanted));
    return leaf == null ? record(wanted) : leaf;
  }

  private static Object record(Class<?> type) {
    var components = type.getRecordComponents();
    var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    var values =
        Arrays.stream(components).map(c -> value(c.getGenericType(), c.getName())).toArray();
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no sample of " + type, e);
    }
  }
}
