package io.faultstream.cluster.process;

import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import java.util.concurrent.TimeUnit;

/**
 * The one event loop of a process. All state of the network side belongs to its thread. The
 * libraries log through the JDK: whatever logging configuration lies on the class path (Gatling
 * brings one) neither costs start-up time nor writes into the process' own log.
 */
public record Loop(Vertx vertx, Context context) {

  /** Starts the loop. */
  public static Loop start() {
    InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
    System.setProperty(
        "vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.JULLogDelegateFactory");
    System.setProperty("vertx.disableDnsResolver", "true");
    VertxOptions options =
        new VertxOptions()
            .setEventLoopPoolSize(1)
            .setWorkerPoolSize(1)
            .setInternalBlockingPoolSize(1)
            .setBlockedThreadCheckInterval(1)
            .setBlockedThreadCheckIntervalUnit(TimeUnit.DAYS)
            .setAddressResolverOptions(new AddressResolverOptions());
    options.getFileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false);
    Vertx vertx = Vertx.vertx(options);
    return new Loop(vertx, vertx.getOrCreateContext());
  }

  /** Runs a piece of work on the loop. */
  public void run(Runnable work) {
    context.runOnContext(unused -> work.run());
  }
}
