/**
 * Claims without which a run means nothing: load, schedule, fault and history are what they say.
 */
@NullMarked
package io.faultstream.judge.validity;

import org.jspecify.annotations.NullMarked;
