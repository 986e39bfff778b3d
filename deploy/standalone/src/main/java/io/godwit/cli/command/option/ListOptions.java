package io.godwit.cli.command.option;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which of many are listed. */
public final class ListOptions {
  @Option(names = "--state", paramLabel = "STATE", description = "only those in this state")
  private @Nullable String state;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      converter = Values.LimitConverter.class,
      description = "at most so many (default: ${DEFAULT-VALUE})")
  private int limit;

  /**
   * The parameters of the gateway's query.
   *
   * @param name of one more parameter
   * @param value null: it is left out
   */
  public Map<String, String> query(String name, @Nullable String value) {
    var query = new TreeMap<String, String>();
    query.put("limit", Integer.toString(limit));
    if (state != null) {
      query.put("state", state);
    }
    if (value != null) {
      query.put(name, value);
    }
    return query;
  }
}
