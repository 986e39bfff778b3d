package io.godwit.events.wire;

import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyName;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.AnnotatedWithParams;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;

/** Names on the wire: an amount's field carries its unit, an enum's constants are in kebab case. */
final class WireNames extends JacksonAnnotationIntrospector {
  private static final long serialVersionUID = 1;

  /** The suffix of a field of this type, or the empty text. */
  static String unit(Class<?> type) {
    if (type == Bytes.class) {
      return "Bytes";
    }
    if (type == BytesPerSecond.class) {
      return "BytesPerSecond";
    }
    return type == Duration.class ? "Millis" : "";
  }

  static String kebab(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public @Nullable PropertyName findNameForSerialization(MapperConfig<?> config, Annotated member) {
    var given = super.findNameForSerialization(config, member);
    return given == null ? withUnit(member) : given;
  }

  @Override
  public @Nullable PropertyName findNameForDeserialization(
      MapperConfig<?> config, Annotated member) {
    var given = super.findNameForDeserialization(config, member);
    return given == null ? withUnit(member) : given;
  }

  private static @Nullable PropertyName withUnit(Annotated member) {
    var unit = unit(member.getRawType());
    var name = unit.isEmpty() ? null : componentName(member);
    return name == null ? null : PropertyName.construct(name + unit);
  }

  /** Amounts are named in records only: a record's field, accessor or constructor parameter. */
  private static @Nullable String componentName(Annotated member) {
    if (!(member instanceof AnnotatedMember of) || !of.getDeclaringClass().isRecord()) {
      return null;
    }
    var components = of.getDeclaringClass().getRecordComponents();
    if (of instanceof AnnotatedParameter parameter) {
      AnnotatedWithParams owner = parameter.getOwner();
      return owner.getParameterCount() == components.length
          ? components[parameter.getIndex()].getName()
          : null;
    }
    for (var component : components) {
      if (component.getName().equals(of.getName())) {
        return component.getName();
      }
    }
    return null;
  }

  @Override
  public String[] findEnumValues(
      MapperConfig<?> config, AnnotatedClass type, Enum<?>[] constants, @Nullable String[] names) {
    for (int i = 0; i < constants.length; i++) {
      names[i] = kebab(constants[i].name());
    }
    return super.findEnumValues(config, type, constants, names);
  }
}
