/**
 * A forwarding TCP proxy on loopback before each member, which knows who dialled: link by link. A
 * member both dials and is dialled, so the kernel is asked who holds the other end of a connection.
 * What is cut off is held back and nothing is closed, new connections too, until all who sit at its
 * ends have given up; what is healed goes on at once, also what was late. TCP loses no bytes: what
 * is lost stalls its flow as a lost packet does, and breaks the connection now and then.
 */
@NullMarked
package io.faultstream.network.proxy;

import org.jspecify.annotations.NullMarked;
