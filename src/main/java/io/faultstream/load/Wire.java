package io.faultstream.load;

import io.faultstream.spec.Access;
import io.faultstream.spec.CancelSpec;
import io.gatling.http.client.impl.DefaultHttpClient;
import io.gatling.http.util.SslContexts;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.AttributeKey;
import scala.Option;

/**
 * What we want otherwise on a connection of Gatling's HTTP client: TLS that trusts whom the JVM
 * trusts and looks at the host's name, whatever {@code gatling.conf} says; headers of a reply that
 * end; and our own secret headers, set where no log of the client's can see them.
 */
final class Wire {
  /**
   * A reply with more bytes of headers than this is given up; usual servers stop at 8 or 16 KiB.
   */
  static final int MAX_HEADER_BYTES = 64 << 10;

  private static final AttributeKey<Boolean> READY = AttributeKey.valueOf("faultstream.ready");

  private Wire() {}

  /**
   * The TLS of all connections of a run. Gatling's default trusts every certificate, also one of
   * somebody who sits between and reads the token.
   */
  static SslContexts tls() {
    return new SslContexts(
        SslContextBuilder.forClient().endpointIdentificationAlgorithm("HTTPS"), Option.empty());
  }

  /** Called when a request is about to be written; does its work once for each connection. */
  static void prepare(Channel channel, Access access) {
    if (channel.attr(READY).getAndSet(true) != null) {
      return;
    }
    String codec = DefaultHttpClient.HTTP_CLIENT_CODEC;
    // As the client's own, which takes headers without an end.
    HttpDecoderConfig bounded =
        new HttpDecoderConfig().setMaxHeaderSize(MAX_HEADER_BYTES).setValidateHeaders(false);
    channel.pipeline().replace(codec, codec, new HttpClientCodec(bounded, false, false));
    if (!access.isEmpty()) {
      channel.pipeline().addAfter(codec, "access", new Headers(access));
    }
  }

  /**
   * Ends a connection as a client does that vanishes: past the handlers, so that none of them says
   * goodbye (TLS has one), and with a reset where one is wanted. On the channel's event loop.
   */
  static void cut(Channel channel, CancelSpec.How how) {
    if (how == CancelSpec.How.RESET) {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
    }
    channel.unsafe().close(channel.voidPromise());
  }

  private static final class Headers extends ChannelOutboundHandlerAdapter {
    private final Access access;

    Headers(Access access) {
      this.access = access;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
      if (message instanceof HttpRequest request) {
        access.forEach(request.headers()::set);
      }
      var unused = context.write(message, promise);
    }
  }
}
