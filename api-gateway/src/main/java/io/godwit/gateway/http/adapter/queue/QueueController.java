package io.godwit.gateway.http.adapter.queue;

import io.godwit.gateway.queue.Queue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "queue", description = "Who waits for their turn")
class QueueController {
  private final Queue queue;

  QueueController(Queue queue) {
    this.queue = queue;
  }

  @Operation(summary = "Who waits, for what, and when they are expected to start")
  @GetMapping(path = "/api/v1/queue", produces = MediaType.APPLICATION_JSON_VALUE)
  QueueJson queue() {
    return queue.latest().map(QueueJson::of).orElse(QueueJson.EMPTY);
  }
}
