package io.faultstream.history.store;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * One line of {@code store.jsonl}; its field {@code is} says which. The file only grows: what was
 * written is never changed. Times are nanoseconds on the run's clock.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
  @JsonSubTypes.Type(value = StoreOperation.class, name = "operation"),
  @JsonSubTypes.Type(value = StoreEvent.class, name = "event"),
  @JsonSubTypes.Type(value = WatchStep.class, name = "watch"),
  @JsonSubTypes.Type(value = MemberSample.class, name = "member"),
  @JsonSubTypes.Type(value = InstancesSeen.class, name = "instances"),
  @JsonSubTypes.Type(value = LeaseSample.class, name = "lease"),
  @JsonSubTypes.Type(value = KeysRead.class, name = "keys"),
  @JsonSubTypes.Type(value = MemberHash.class, name = "hash")
})
public sealed interface StoreEntry
    permits StoreOperation,
        StoreEvent,
        WatchStep,
        MemberSample,
        InstancesSeen,
        LeaseSample,
        KeysRead,
        MemberHash {}
