package io.godwit.gateway.http.adapter;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The head of the API's description, and the problem that every operation may answer. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {
  private static final String PROBLEM = "Problem";

  @Bean
  @Lazy
  OpenApiCustomizer description() {
    return api -> {
      api.info(
          new Info()
              .title("Godwit")
              .version("v1")
              .description("Live migration of libvirt/QEMU guests: ask, watch, understand."));
      api.getComponents().addSchemas(PROBLEM, problem());
      addProblems(api);
    };
  }

  private static void addProblems(OpenAPI api) {
    var content =
        new Content()
            .addMediaType(
                "application/problem+json",
                new MediaType().schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM)));
    var response = new ApiResponse().description("A problem as of RFC 9457").content(content);
    api.getPaths()
        .values()
        .forEach(path ->
            path.readOperations()
                .forEach(
                    operation -> operation.getResponses().addApiResponse("default", response)));
  }

  private static Schema<?> problem() {
    return new ObjectSchema()
        .description("Why a request is not carried out (RFC 9457)")
        .addProperty("title", new StringSchema())
        .addProperty("status", new IntegerSchema())
        .addProperty("detail", new StringSchema().description("For people, naming the field"))
        .addProperty("instance", new StringSchema().description("The path that was asked"))
        .addProperty(
            "field",
            new StringSchema()
                .description("The field, header or parameter at fault, where there is one"));
  }
}
