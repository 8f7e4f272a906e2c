/** An etcd cluster of real servers on loopback: members, leader, replacement, upkeep, status. */
@NullMarked
package io.faultstream.etcd;

import org.jspecify.annotations.NullMarked;
