package io.godwit.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/** The child JVM of the broker: formats its folder at the first start, then is the broker. */
final class BrokerProcess {
  private BrokerProcess() {}

  /**
   * @param arguments the broker's properties file, and the folder of its data
   */
  public static void main(String[] arguments) throws IOException {
    String properties = arguments[0];
    if (!Files.exists(Path.of(arguments[1], "meta.properties"))) {
      int status =
          StorageTool.execute(
              new String[] {
                "format", "--standalone", "-t", Uuid.randomUuid().toString(), "-c", properties
              },
              System.out);
      if (status != 0) {
        System.exit(status);
      }
    }
    Kafka.main(new String[] {properties});
  }
}
