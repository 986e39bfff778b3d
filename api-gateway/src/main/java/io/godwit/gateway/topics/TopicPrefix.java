package io.godwit.gateway.topics;

/** What this deployment puts before the names of its topics and groups; may be empty. */
public record TopicPrefix(String value) {}
