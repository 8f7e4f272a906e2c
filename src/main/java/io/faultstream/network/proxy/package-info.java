/** A forwarding TCP proxy on loopback before each member, which knows who dialled: link by link. */
@NullMarked
package io.faultstream.network.proxy;

import org.jspecify.annotations.NullMarked;
