package io.godwit.gateway.request;

/**
 * In whose name requests are written.
 *
 * @param source as it stands in an event's {@code ce_source}
 */
public record Principal(String source) {}
