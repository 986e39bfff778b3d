package io.godwit.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The lab's own check of its arguments and of the meter's arithmetic; it needs no lab. */
class LabScriptTest {
  @Test
  void labRefusesBadArgumentsByNameAndItsMeterCountsRight() throws Exception {
    var test = new ProcessBuilder("../lab/test").redirectErrorStream(true);
    test.redirectInput(new File("/dev/null"));
    var process = test.start();

    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).contains("checks, 0 failed");
  }
}
