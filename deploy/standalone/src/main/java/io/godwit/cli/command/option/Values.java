package io.godwit.cli.command.option;

import io.godwit.cli.demo.GuestLoad;
import io.godwit.cli.deployment.HostsChoice;
import io.godwit.cli.deployment.Invalid;
import io.godwit.cli.deployment.LinkRate;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The values of options, from what people type; picocli names the option in its message. */
public final class Values {
  private static final int MAX_LIMIT = 100_000;
  private static final int MAX_PORT = 65_535;
  private static final int MAX_PRIORITY = 100;
  private static final int MAX_MIGRATIONS = 1000;

  private static final long LEAST_MEMORY_MIB = 256;
  private static final Pattern MEMORY = Pattern.compile("([0-9]{1,8})(MiB|GiB)");
  private static final Pattern LABEL = Pattern.compile("[^=]+=.*");
  private static final int MAX_THROTTLE = 99;
  private static final Pattern SETTING = Pattern.compile("[a-z][a-z0-9.\\[\\]-]*=.*");

  private Values() {}

  /** Lets the command line read the types that stand for one kind of value alone. */
  public static void register(CommandLine line) {
    line.registerConverter(HostsChoice.class, text -> told(text, HostsChoice::parse));
    line.registerConverter(LinkRate.class, text -> told(text, LinkRate::parse));
    line.registerConverter(GuestLoad.class, text -> told(text, GuestLoad::parse));
    line.registerConverter(Period.class, text -> told(text, Period::parse));
    line.registerConverter(Deadline.class, text -> told(text, Deadline::parse));
    line.registerConverter(Interval.class, text -> told(text, Interval::parse));
  }

  /** A limit that there is. */
  public static final class LimitConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return whole(text, 1, MAX_LIMIT);
    }
  }

  /** A port; 0 for a free one. */
  public static final class PortConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return whole(text, 0, MAX_PORT);
    }
  }

  /** A place within a reason's turn, the higher the sooner. */
  public static final class PriorityConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return whole(text, -MAX_PRIORITY, MAX_PRIORITY);
    }
  }

  /** How many migrations at once; 0 for no limit. */
  public static final class MigrationsConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return whole(text, 0, MAX_MIGRATIONS);
    }
  }

  /** An amount of memory, in MiB. */
  public static final class MemoryConverter implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      var matcher = MEMORY.matcher(text);
      if (!matcher.matches()) {
        throw new TypeConversionException(
            "'%s' is not an amount as 3GiB or 768MiB".formatted(text));
      }
      long mebibytes =
          Long.parseLong(matcher.group(1)) * (matcher.group(2).equals("GiB") ? 1024 : 1);
      if (mebibytes < LEAST_MEMORY_MIB) {
        throw new TypeConversionException(
            "%s is less than %dMiB".formatted(text, LEAST_MEMORY_MIB));
      }
      return mebibytes;
    }
  }

  /** A Debian suite of which the lab makes hosts. */
  public static final class SuiteConverter implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      return oneOf(text, List.of("forky", "trixie"));
    }
  }

  /** A setting of a service. */
  public static final class SettingConverter implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      if (!SETTING.matcher(text).matches()) {
        throw new TypeConversionException(
            "'%s' is not KEY=VALUE as limits.outgoing-per-host=2".formatted(text));
      }
      return text;
    }
  }

  /** Why a guest moves. */
  public static final class ReasonConverter implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      return oneOf(text, List.of("evacuation", "maintenance", "user", "rebalance"));
    }
  }

  /** Why a host is emptied. */
  public static final class EmptyingReasonConverter implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      return oneOf(text, List.of("evacuation", "maintenance"));
    }
  }

  /** What a guest tolerates. */
  public static final class ClassConverter implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      return oneOf(text, List.of("critical", "standard", "batch"));
    }
  }

  /** What is done with disks that the destination does not see. */
  public static final class DiskCopyConverter implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      return oneOf(text, List.of("none", "full", "incremental"));
    }
  }

  /** What becomes of migrations that are under way. */
  public static final class RunningConverter implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      return oneOf(text, List.of("finish", "cancel"));
    }
  }

  /** What happens when nothing allowed suffices. */
  public static final class LastResortConverter implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      return oneOf(text, List.of("abort", "keep-running", "pause"));
    }
  }

  /** Whether something is allowed. */
  static final class PermissionConverter implements ITypeConverter<Permission> {
    @Override
    public Permission convert(String text) {
      return new Permission(oneOf(text, List.of("forbid", "allow")).equals("allow"));
    }
  }

  /** By how much a guest is slowed at most, in percent of its time. */
  public static final class ThrottleConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return whole(text, 0, MAX_THROTTLE);
    }
  }

  /** A version of a policy. */
  public static final class VersionConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return whole(text, 1, Integer.MAX_VALUE);
    }
  }

  /** A label of a guest. */
  public static final class LabelConverter implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      if (!LABEL.matcher(text).matches()) {
        throw new TypeConversionException("'%s' is not KEY=VALUE".formatted(text));
      }
      return text;
    }
  }

  private static String oneOf(String text, List<String> words) {
    if (!words.contains(text)) {
      throw new TypeConversionException(
          "'%s' is none of %s".formatted(text, String.join(", ", words)));
    }
    return text;
  }

  static int whole(String text, int min, int max) {
    if (!text.matches("-?[0-9]{1,9}")) {
      throw new TypeConversionException("'%s' is not a whole number".formatted(text));
    }
    int value = Integer.parseInt(text);
    if (value < min || value > max) {
      throw new TypeConversionException("%d is not between %d and %d".formatted(value, min, max));
    }
    return value;
  }

  static <T> T told(String text, Function<String, T> parse) {
    try {
      return parse.apply(text);
    } catch (Invalid e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
