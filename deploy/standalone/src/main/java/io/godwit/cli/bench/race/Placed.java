package io.godwit.cli.bench.race;

import io.godwit.parts.Lab;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A guest, where it is and where it goes.
 *
 * @param meter the folder of the lab's measurements
 */
record Placed(RaceGuest guest, String uuid, Lab.Host source, Lab.Host destination, Path meter) {
  String name() {
    return guest.labName();
  }

  WorkLog work() throws IOException {
    return WorkLog.of(meter, name());
  }
}
