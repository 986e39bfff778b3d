package io.godwit.gateway.http.adapter.hosts;

import io.godwit.events.agent.HugePages;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

@Schema(name = "HugePages", description = "Memory in huge pages of one size")
public record HugePagesJson(long pageBytes, long memoryBytes) {
  public static List<HugePagesJson> of(List<HugePages> pages) {
    return pages.stream()
        .map(one -> new HugePagesJson(one.page().count(), one.memory().count()))
        .toList();
  }
}
