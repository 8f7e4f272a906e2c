package io.faultstream.network;

/**
 * What the network itself did to what wanted to pass, since the last {@link Links#disturb}.
 *
 * @param count bytes held back or late, connections reset, or packets dropped; 0: nothing wanted to
 *     pass yet
 * @param sentence the same for people, with the unit
 */
public record Evidence(long count, String sentence) {}
