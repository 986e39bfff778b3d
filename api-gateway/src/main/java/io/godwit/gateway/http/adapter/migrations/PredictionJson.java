package io.godwit.gateway.http.adapter.migrations;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.godwit.events.convergence.Prediction;
import io.godwit.gateway.http.adapter.migrations.ProgressJson.EtaJson;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "Prediction", description = "What becomes of a migration, as the model has it")
@JsonInclude(JsonInclude.Include.NON_NULL)
record PredictionJson(
    @Schema(description = "That it completes, 0 to 1") double probability,
    @Schema(description = "How long it takes if it does; absent: never") @Nullable EtaJson eta,
    long downtimeMillis,
    @Schema(description = "Time of its normal work that the guest loses, standstill included")
        long workLostMillis,
    @Schema(description = "Bytes that go over the link") long toSendBytes) {

  static @Nullable PredictionJson of(@Nullable Prediction prediction) {
    return prediction == null
        ? null
        : new PredictionJson(
            prediction.probability(),
            EtaJson.of(prediction.eta()),
            prediction.downtime().toMillis(),
            prediction.workLost().toMillis(),
            prediction.toSend().count());
  }
}
