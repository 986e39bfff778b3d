package io.godwit.parts;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.UUID;
import kafka.Kafka;
import kafka.tools.StorageTool;

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
              new String[] {"format", "--standalone", "-t", clusterId(), "-c", properties},
              System.out);
      if (status != 0) {
        System.exit(status);
      }
    }
    Kafka.main(new String[] {properties});
  }

  /** As "StorageTool random-uuid" makes it: 16 bytes in URL-safe Base64. */
  private static String clusterId() {
    UUID id = UUID.randomUUID();
    var bytes = ByteBuffer.allocate(2 * Long.BYTES);
    bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }
}
