/** What was asked of the coordination store in a run and what it answered: {@code store.jsonl}. */
@NullMarked
package io.faultstream.history.store;

import org.jspecify.annotations.NullMarked;
