package io.faultstream.target.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.process.Journal;
import io.faultstream.process.JournalEntry;
import io.faultstream.process.ProcessIdentity;
import io.faultstream.process.Signal;
import io.faultstream.spec.LocalSpec.Plane;
import io.faultstream.spec.LocalSpec.Stores;
import io.faultstream.spec.TargetSpec;
import io.faultstream.spec.TargetSpec.StoreSpec;
import io.faultstream.target.HttpProbe;
import io.faultstream.target.HttpProbe.Answer;
import io.faultstream.target.TargetContext;
import io.faultstream.target.Worker;
import io.faultstream.target.WorkerControl;
import io.faultstream.target.processes.ProcessTarget;
import io.faultstream.time.Chance;
import io.faultstream.time.Poll;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real Dynamo that finds its workers through etcd and reaches them through NATS. */
@Timeout(120)
final class LocalStoresIT {
  private static final Duration LEASE = Duration.ofSeconds(4);
  private static final Duration WITHIN = Duration.ofSeconds(30);

  @TempDir Path folder;

  private static TargetSpec spec() throws InterruptedException {
    InstalledDynamo.requireServers();
    Stores stores = new Stores(Plane.NATS, "nats", "");
    return LocalSpecs.target(
            LocalSpecs.stores(stores).apply(LocalSpecs.counting(InstalledDynamo.HOME)))
        .with(new StoreSpec(1, LEASE, ""));
  }

  @Test
  void servesThroughItsStoresLosesADeadWorkerAfterItsLeaseAndLeavesNothing() throws Exception {
    TargetSpec spec = spec();
    Path file = folder.resolve("journal.jsonl");
    List<ProcessIdentity> processes;
    try (Journal journal = Journal.open(file)) {
      TargetContext context = new TargetContext(folder, journal, new Chance(7));
      try (ProcessTarget target = new ProcessTarget(new LocalDynamo(spec), context)) {
        target.start();
        List<JournalEntry> open = Journal.openEntries(file);
        assertThat(open)
            .filteredOn(entry -> entry.kind().equals("process"))
            .extracting(entry -> entry.data().get("name"))
            .containsExactly("etcd-0", "nats", "frontend", "worker-0", "worker-1");
        processes =
            open.stream()
                .filter(entry -> entry.kind().equals("process"))
                .map(entry -> ProcessIdentity.from(entry.data()))
                .toList();
        assertThat(folder.resolve("etcd-data")).isDirectory();
        assertThat(reply(target)).contains("0 1 2 3 4");
        deadWorkerLeaves(target);
        assertThat(reply(target)).contains("0 1 2 3 4");
      }
    }
    assertThat(processes).noneMatch(ProcessIdentity::alive);
    assertThat(folder.resolve("etcd-data")).doesNotExist();
    assertThat(folder.resolve("nats-data")).doesNotExist();
    assertThat(Journal.openEntries(file)).isEmpty();
  }

  private static void deadWorkerLeaves(ProcessTarget target) throws Exception {
    WorkerControl control = target.workers().orElseThrow();
    assertThat(control.lease()).isEqualTo(LEASE);
    Worker victim = control.workers().get(0);
    String id = control.instanceId(victim).orElseThrow();
    assertThat(control.signal(victim, Signal.KILL)).isTrue();
    assertThat(
            Poll.until(
                WITHIN,
                Duration.ofMillis(50),
                () -> control.instances().filter(all -> !all.contains(id))))
        .isPresent();
    assertThat(target.unexpectedEnds()).isEmpty();
  }

  private static String reply(ProcessTarget target) throws InterruptedException {
    HttpProbe probe = new HttpProbe(WITHIN);
    String body = "{\"model\":\"tiny\",\"prompt\":\"1 2\",\"max_tokens\":5}";
    URI address = URI.create(target.baseUri() + "/v1/completions");
    Optional<Answer> answer =
        Poll.until(
            WITHIN,
            Duration.ofMillis(50),
            () -> Optional.of(probe.post(address, body)).filter(Answer::ok));
    return answer.orElseThrow().body();
  }
}
