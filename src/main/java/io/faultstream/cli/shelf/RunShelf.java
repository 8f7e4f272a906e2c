package io.faultstream.cli.shelf;

import static java.util.Comparator.comparing;

import io.faultstream.history.RunFolder;
import io.faultstream.judge.Judgement;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The runs of a results folder. Only folders that bear the name of a run are looked at: whatever
 * else lies there is somebody's, and is left alone. Links are not followed. Stateless.
 */
public final class RunShelf {
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final String NAME = "\\d{8}T\\d{6}Z-\\d+(-\\d+)?";

  /** A folder that is being removed has this before its name, so that half of it is no run. */
  private static final String GOING = ".going-";

  private final Path runs;

  /**
   * The shelf of this results folder.
   *
   * @throws IOException when it has no runs, with a message that says so
   */
  public RunShelf(Path results) throws IOException {
    this.runs = results.resolve("runs");
    if (!Files.isDirectory(runs)) {
      throw new IOException("there are no runs: " + runs + " is not a folder");
    }
  }

  /**
   * All runs, by simulation and the newest first.
   *
   * @throws IOException when the folders cannot be read
   */
  public List<ShelvedRun> all() throws IOException {
    List<ShelvedRun> all = new ArrayList<>();
    for (Path simulation : folders(runs)) {
      Path latest = latest(simulation);
      for (Path folder : folders(simulation)) {
        Instant started = started(folder);
        if (started != null) {
          all.add(run(simulation, new RunFolder(folder), started, folder.equals(latest)));
        }
      }
    }
    all.sort(
        comparing(ShelvedRun::simulation)
            .thenComparing(comparing(ShelvedRun::started).reversed())
            .thenComparing(comparing((ShelvedRun run) -> run.folder().name()).reversed()));
    return all;
  }

  private static List<Path> folders(Path in) throws IOException {
    try (Stream<Path> all = Files.list(in)) {
      return all.filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)).toList();
    }
  }

  private static @Nullable Path latest(Path simulation) throws IOException {
    Path link = simulation.resolve("latest");
    return Files.isSymbolicLink(link) ? simulation.resolve(Files.readSymbolicLink(link)) : null;
  }

  private static @Nullable Instant started(Path folder) {
    String name = String.valueOf(folder.getFileName());
    if (!name.matches(NAME)) {
      return null;
    }
    try {
      return UTC.parse(name.substring(0, name.indexOf('-')), Instant::from);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static ShelvedRun run(Path simulation, RunFolder folder, Instant started, boolean latest)
      throws IOException {
    return new ShelvedRun(
        String.valueOf(simulation.getFileName()),
        folder,
        started,
        judgement(folder),
        bytes(folder.root()),
        latest);
  }

  /** A run that is going on, was killed, or has a broken file has no verdict. */
  private static Optional<Judgement> judgement(RunFolder folder) {
    try {
      Judgement judgement = folder.read(RunFolder.VERDICT, Judgement.class);
      return judgement.schema() == Judgement.SCHEMA ? Optional.of(judgement) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static long bytes(Path folder) throws IOException {
    long[] sum = {0};
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            sum[0] += attributes.size();
            return FileVisitResult.CONTINUE;
          }
        });
    return sum[0];
  }

  /**
   * Removes a run. It is renamed first, so that a run is there whole or not at all; what a removal
   * that was cut off left is removed with the next.
   *
   * @throws IOException when it cannot be removed
   */
  public void remove(ShelvedRun run) throws IOException {
    Path root = run.folder().root();
    Path going = root.resolveSibling(GOING + run.folder().name());
    delete(going);
    Files.move(root, going, StandardCopyOption.ATOMIC_MOVE);
    delete(going);
  }

  /**
   * Removes what removals that were cut off left.
   *
   * @throws IOException when it cannot be removed
   */
  public void removeRemains() throws IOException {
    for (Path simulation : folders(runs)) {
      for (Path folder : folders(simulation)) {
        if (String.valueOf(folder.getFileName()).startsWith(GOING)) {
          delete(folder);
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failed)
              throws IOException {
            if (failed != null) {
              throw failed;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
