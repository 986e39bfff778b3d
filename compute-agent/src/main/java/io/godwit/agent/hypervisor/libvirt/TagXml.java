package io.godwit.agent.hypervisor.libvirt;

import io.godwit.agent.hypervisor.MigrationTag;
import io.godwit.events.MigrationId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The element in a domain's metadata that names the migration and attempt which move it. Its values
 * are a UUID and a number, so nothing in it needs escaping and nothing else is accepted back.
 */
public final class TagXml {
  public static final String NAMESPACE = "https://godwit.io/xmlns/migration/1";
  public static final String PREFIX = "godwit";
  private static final Pattern ELEMENT =
      Pattern.compile("<(?:\\w+:)?migration\\s([^<>]*?)/?>.*", Pattern.DOTALL);
  private static final Pattern ID =
      Pattern.compile(
          "(?:^|\\s)id=(['\"])([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\\1");
  private static final Pattern ATTEMPT =
      Pattern.compile("(?:^|\\s)attempt=(['\"])([1-9][0-9]{0,8})\\1");

  private TagXml() {}

  public static String write(MigrationTag tag) {
    return "<migration id='%s' attempt='%d'/>".formatted(tag.migration(), tag.attempt());
  }

  /** The tag; empty if the text is no such element, whoever wrote it. */
  public static Optional<MigrationTag> read(String xml) {
    var element = ELEMENT.matcher(xml.strip());
    if (!element.matches()) {
      return Optional.empty();
    }
    var id = ID.matcher(element.group(1));
    var attempt = ATTEMPT.matcher(element.group(1));
    if (!id.find() || !attempt.find()) {
      return Optional.empty();
    }
    var migration = MigrationId.parse(id.group(2));
    return Optional.of(new MigrationTag(migration, Integer.parseInt(attempt.group(2))));
  }
}
