package io.faultstream.cluster.frontend.routing;

import io.faultstream.cluster.discovery.EngineLimits;
import io.faultstream.cluster.plane.WorkRequest;

/**
 * One request on one worker, and what it occupies there: blocks for its tokens, and its prompt
 * until the first token. For the event loop.
 */
final class RemoteStream implements Dispatcher.StreamHandle {

  final int number;
  final WorkRequest request;
  final StreamListener listener;
  private final RemoteWorker worker;
  private final EngineLimits limits;
  private int tokens;
  private boolean accepted;
  private long lastNanos;
  private long timer;
  private boolean unwanted;

  RemoteStream(int number, WorkRequest request, StreamListener listener, RemoteWorker worker) {
    this.number = number;
    this.request = request;
    this.listener = listener;
    this.worker = worker;
    this.limits = worker.instance().limits();
    this.tokens = request.tokens().size();
  }

  @Override
  public long workerId() {
    return worker.id();
  }

  @Override
  public void cancel() {
    worker.cancel(this);
  }

  @Override
  public void forget() {
    worker.forget(this);
  }

  @Override
  public void unreachable() {
    worker.unreachable();
  }

  /** It is cancelled as soon as the worker has it. */
  void unwanted() {
    unwanted = true;
  }

  boolean isUnwanted() {
    return unwanted;
  }

  boolean accepted() {
    return accepted;
  }

  void accept(long nowNanos) {
    accepted = true;
    lastNanos = nowNanos;
  }

  /** Counts a token; returns how many more blocks it takes: 0 or 1. */
  int count(long nowNanos) {
    lastNanos = nowNanos;
    int before = blocks();
    tokens++;
    return blocks() - before;
  }

  boolean firstTokenOutstanding() {
    return tokens == request.tokens().size();
  }

  int blocks() {
    return limits.blocksFor(tokens);
  }

  long lastNanos() {
    return lastNanos;
  }

  void timer(long id) {
    timer = id;
  }

  long timer() {
    return timer;
  }
}
