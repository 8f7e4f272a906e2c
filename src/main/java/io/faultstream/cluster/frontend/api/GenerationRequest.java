package io.faultstream.cluster.frontend.api;

import io.faultstream.cluster.text.TokenIds;

/**
 * A valid request.
 *
 * @param includeUsage whether a stream ends with a chunk of usage
 * @param maxTokens asked for, or the frontend's default
 */
public record GenerationRequest(
    Endpoint endpoint,
    String model,
    boolean stream,
    boolean includeUsage,
    TokenIds prompt,
    int maxTokens) {}
