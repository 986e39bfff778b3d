package io.godwit.cli.demo;

import io.godwit.cli.deployment.Invalid;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a demonstrated guest does: dirties its working set at a rate, given as SET@RATE. */
public record GuestLoad(int workingSetMib, int dirtyRateMibps) {
  /** One that is nearly idle, one that is busy, one that plain pre-copy never moves. */
  public static final List<GuestLoad> USUAL =
      List.of(new GuestLoad(16, 1), new GuestLoad(64, 20), new GuestLoad(256, 400));

  private static final List<String> USUAL_NAMES = List.of("calm", "busy", "wild");
  private static final Pattern FORM = Pattern.compile("([0-9]{1,6})@([0-9]{1,6})");
  private static final int MAX_SET = 16_384;
  private static final int MAX_RATE = 10_000;
  private static final int USUAL_MEMORY = 512;
  private static final int SYSTEM_MEMORY = 128;

  public static GuestLoad parse(String text) {
    var matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new Invalid("'%s' is not SET@RATE, in MiB and MiB/s, as 256@400".formatted(text));
    }
    int set = Integer.parseInt(matcher.group(1));
    int rate = Integer.parseInt(matcher.group(2));
    if (set < 1 || set > MAX_SET) {
      throw new Invalid("a working set of %d MiB is not between 1 and %d".formatted(set, MAX_SET));
    }
    if (rate < 1 || rate > MAX_RATE) {
      throw new Invalid("a rate of %d MiB/s is not between 1 and %d".formatted(rate, MAX_RATE));
    }
    return new GuestLoad(set, rate);
  }

  /** 512 MiB, or what a larger working set needs. */
  public int memoryMib() {
    return Math.max(USUAL_MEMORY, workingSetMib + SYSTEM_MEMORY);
  }

  /** Names for the guests, the same for the same loads. */
  static List<DemoGuest> named(List<GuestLoad> loads) {
    var guests = new ArrayList<DemoGuest>();
    for (int i = 0; i < loads.size(); i++) {
      String name = loads.equals(USUAL) ? USUAL_NAMES.get(i) : "guest" + (i + 1);
      guests.add(new DemoGuest(name, loads.get(i)));
    }
    return guests;
  }

  /** A guest of the demonstration. */
  record DemoGuest(String name, GuestLoad load) {}

  @Override
  public String toString() {
    return workingSetMib + "@" + dirtyRateMibps;
  }
}
