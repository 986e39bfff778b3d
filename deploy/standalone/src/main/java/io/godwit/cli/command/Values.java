package io.godwit.cli.command;

import io.godwit.cli.demo.GuestLoad;
import io.godwit.cli.deployment.HostsChoice;
import io.godwit.cli.deployment.Invalid;
import io.godwit.cli.deployment.LinkRate;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The values of options, from what people type; picocli names the option in its message. */
final class Values {
  private static final int MAX_LIMIT = 100_000;
  private static final int MAX_PORT = 65_535;

  private Values() {}

  static final class HostsConverter implements ITypeConverter<HostsChoice> {
    @Override
    public HostsChoice convert(String text) {
      return told(text, HostsChoice::parse);
    }
  }

  static final class LinkConverter implements ITypeConverter<LinkRate> {
    @Override
    public LinkRate convert(String text) {
      return told(text, LinkRate::parse);
    }
  }

  static final class GuestConverter implements ITypeConverter<GuestLoad> {
    @Override
    public GuestLoad convert(String text) {
      return told(text, GuestLoad::parse);
    }
  }

  static final class LimitConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return whole(text, 1, MAX_LIMIT);
    }
  }

  static final class PortConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return whole(text, 0, MAX_PORT);
    }
  }

  private static int whole(String text, int min, int max) {
    if (!text.matches("-?[0-9]{1,9}")) {
      throw new TypeConversionException("'%s' is not a whole number".formatted(text));
    }
    int value = Integer.parseInt(text);
    if (value < min || value > max) {
      throw new TypeConversionException("%d is not between %d and %d".formatted(value, min, max));
    }
    return value;
  }

  private static <T> T told(String text, Function<String, T> parse) {
    try {
      return parse.apply(text);
    } catch (Invalid e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
