package io.faultstream.history;

/** The steps of a fault, in the order they are taken. */
public enum FaultStep {
  /** The target was asked before anything was broken. */
  HEALTHY_BEFORE,
  /** The undo is in the journal, synced to disk. */
  ARMED,
  /** The moment right before the fault is injected: an edge. */
  INJECTING,
  /** An independent observation that the fault took effect, or that none could be made. */
  EFFECT,
  /** The target's own health stopped telling of the victim, or its time for that was over. */
  NOTICED,
  /** The moment right before it is undone: an edge. */
  UNDOING,
  /** An independent observation that it is undone. */
  UNDONE,
  /** The target was asked afterwards. */
  HEALTHY_AFTER
}
