package io.faultstream.cluster.discovery;

import io.faultstream.cluster.log.Log;
import io.faultstream.cluster.time.Ticker;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Discovery by a directory of files, one per instance, as Dynamo's file backend does it. A file
 * whose modification time is older than the lease (10 s by default) is expired: a reader takes the
 * instance away and deletes the file, so that a worker which was stopped for longer finds its lease
 * gone and does not come back unless it was told to. A worker refreshes its file each third of the
 * lease. Files are written beside their place and renamed, so that no reader sees half of one;
 * whatever else lies in the directory is left alone. The watcher is called by a daemon thread of
 * its own.
 */
public final class LeaseDirectory implements Discovery {

  private final Path directory;
  private final Duration lease;
  private final Ticker ticker;
  private final Log log;
  private final Map<String, Instance> known = new HashMap<>();
  private final Set<String> corrupt = new HashSet<>();

  /** A directory that is created when it is missing. */
  public LeaseDirectory(Path directory, Duration lease, Ticker ticker, Log log) {
    this.directory = directory;
    this.lease = lease;
    this.ticker = ticker;
    this.log = log;
  }

  @Override
  public Lease register(Instance instance, Terms terms) throws IOException {
    Files.createDirectories(directory);
    Path file = directory.resolve(InstanceFile.nameOf(instance));
    KeptFile.Content content =
        new KeptFile.Content(file, InstanceFile.write(instance), terms.rejoin());
    return KeptFile.start(content, lease.dividedBy(3), ticker, log);
  }

  @Override
  public AutoCloseable watch(Consumer<List<Instance>> watcher) throws IOException {
    Files.createDirectories(directory);
    return DirectoryWatch.start(directory, this::scan, watcher);
  }

  /** All instances whose lease holds now, in order of ids; deletes the expired. */
  synchronized List<Instance> scan() {
    List<Instance> alive = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(directory, "[!.]*" + InstanceFile.SUFFIX)) {
      for (Path file : files) {
        seen.add(file.getFileName().toString());
        read(file).ifPresent(alive::add);
      }
    } catch (IOException failed) {
      log.warn("discovery: cannot list instances: %s", failed);
    }
    known.keySet().retainAll(seen);
    corrupt.retainAll(seen);
    alive.sort(Comparator.comparingLong(Instance::id));
    return alive;
  }

  private Optional<Instance> read(Path file) {
    String name = file.getFileName().toString();
    try {
      long age = ticker.wallMillis() - Files.getLastModifiedTime(file).toMillis();
      if (age > lease.toMillis()) {
        Files.deleteIfExists(file);
        log.info("discovery: lease expired file=%s age_ms=%d", name, age);
        return Optional.empty();
      }
      Instance before = known.get(name);
      if (before != null) {
        return Optional.of(before);
      }
      Optional<Instance> instance = InstanceFile.read(Files.readString(file));
      instance.ifPresent(value -> known.put(name, value));
      if (instance.isEmpty() && corrupt.add(name)) {
        log.warn("discovery: not an instance, left out file=%s", name);
      }
      return instance;
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    } catch (IOException failed) {
      log.warn("discovery: cannot read file=%s: %s", name, failed);
      return Optional.empty();
    }
  }
}
