package io.faultstream.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The kinds of system under test. */
public enum TargetKind {
  /** Our own cluster: a frontend and workers as child processes on loopback. */
  @JsonProperty("embedded")
  EMBEDDED,
  /** A real Dynamo started as child processes. */
  @JsonProperty("local")
  LOCAL,
  /** A Dynamo deployment in Kubernetes. */
  @JsonProperty("kubernetes")
  KUBERNETES,
  /** A server that someone else runs. */
  @JsonProperty("url")
  URL
}
