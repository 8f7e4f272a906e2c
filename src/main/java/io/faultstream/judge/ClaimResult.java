package io.faultstream.judge;

/**
 * What was found of one claim.
 *
 * @param id the claim's id
 * @param text the sentence that must hold, with its limits
 * @param subject what it is about, for grouping: {@code streams}, {@code recovery}, {@code
 *     validity} …
 * @param verdict what was found
 * @param evidence the numbers behind it, one or two sentences
 * @param definite for {@link Verdict#FAIL}: a stream was definitely lost or corrupted, which stands
 *     even in a run that is not valid
 */
public record ClaimResult(
    String id, String text, String subject, Verdict verdict, String evidence, boolean definite) {}
