/**
 * Discovery through etcd, as Dynamo's runtime does it: keys under a lease that is kept alive, and a
 * watch that resumes where it was lost.
 */
@NullMarked
package io.faultstream.cluster.discovery.etcd;

import org.jspecify.annotations.NullMarked;
