package io.faultstream.target;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** A body as UTF-8 text, cut at a bound: what a server goes on to say is not read. Thread-safe. */
final class BoundedText implements BodySubscriber<String> {
  /** More than any page of metrics. */
  static final int MAX_BYTES = 16 << 20;

  private final CompletableFuture<String> text = new CompletableFuture<>();

  @GuardedBy("this")
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @GuardedBy("this")
  private @Nullable Subscription subscription;

  @Override
  public CompletionStage<String> getBody() {
    return text;
  }

  @Override
  public synchronized void onSubscribe(Subscription begun) {
    subscription = begun;
    begun.request(Long.MAX_VALUE);
  }

  @Override
  public synchronized void onNext(List<ByteBuffer> parts) {
    for (ByteBuffer part : parts) {
      byte[] more = new byte[Math.min(part.remaining(), MAX_BYTES - bytes.size())];
      part.get(more);
      bytes.writeBytes(more);
    }
    if (bytes.size() == MAX_BYTES && subscription != null) {
      subscription.cancel();
      onComplete();
    }
  }

  @Override
  public void onError(Throwable failure) {
    text.completeExceptionally(failure);
  }

  @Override
  public synchronized void onComplete() {
    text.complete(bytes.toString(StandardCharsets.UTF_8));
  }
}
