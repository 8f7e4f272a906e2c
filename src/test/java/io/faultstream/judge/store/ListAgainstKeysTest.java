package io.faultstream.judge.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.store.InstancesSeen;
import io.faultstream.judge.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the frontend's list is held against the keys. */
final class ListAgainstKeysTest {
  private static final long SECOND = 1_000_000_000L;

  private final List<InstancesSeen> seen = new ArrayList<>();

  private void at(long second, List<String> hex, List<String> listed) {
    List<String> keys = hex.stream().map(id -> "dynamo/backend/generate/" + id).toList();
    seen.add(
        new InstancesSeen(second * SECOND, second * SECOND, "etcd-0", 5, keys, "", listed, ""));
  }

  private void unread(long second, String keysError, String listError) {
    seen.add(
        new InstancesSeen(
            second * SECOND,
            second * SECOND,
            "etcd-0",
            0,
            List.of(),
            keysError,
            List.of(),
            listError));
  }

  private ListAgainstKeys list() {
    return ListAgainstKeys.of(seen);
  }

  @Test
  void idsAreTheSameNumbersInHexadecimalAndInDecimal() {
    at(0, List.of("694d1f2a00000003", "ffffffffffffffff"), List.of("18446744073709551615"));

    assertThat(list().example()).isEqualTo("7587755212438241283 not listed");
  }

  @Test
  void keysOfOtherEndpointsAreNoWorkers() {
    seen.add(
        new InstancesSeen(
            0,
            0,
            "etcd-0",
            5,
            List.of("dynamo/backend/generate/a", "dynamo/backend/worker_kv_query_source_a/a"),
            "",
            List.of("10"),
            ""));

    assertThat(list().finding(0).evidence()).isEqualTo("the frontend's list agreed in all 1");
  }

  @Test
  void disagreementLastsFromItsFirstReadToItsLast() {
    at(0, List.of("a"), List.of("10"));
    at(1, List.of("a", "b"), List.of("10"));
    at(7, List.of("b"), List.of("10"));
    at(8, List.of("b"), List.of("11"));

    assertThat(list().finding(6 * SECOND).verdict()).isEqualTo(Verdict.PASS);
    assertThat(list().finding(5 * SECOND).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(list().words())
        .isEqualTo(
            "the frontend's list differed in 2 of 4, longest 6.0 s at 1.000 s"
                + " (11 not listed, 10 listed without a key)");
  }

  @Test
  void readThatFailedEndsWhatNobodyKnowsOfAndAListThatFailedDoesNot() {
    at(0, List.of("b"), List.of("10"));
    unread(3, "no leader", "");
    at(6, List.of("b"), List.of("10"));
    unread(7, "", "no answer");
    at(9, List.of("b"), List.of("10"));

    assertThat(list().longest()).isEqualTo(3 * SECOND);
    assertThat(list().apart()).isEqualTo(3);
  }

  @Test
  void listThatWasNeverReadSaysNothing() {
    unread(3, "", "no answer");

    assertThat(list().finding(SECOND).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }
}
