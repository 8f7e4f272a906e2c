package io.faultstream.process;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A process that we started. It dies with this JVM, however that ends: its standard input is a pipe
 * that we hold open and that ends with us, and where {@code setpriv} is there the kernel kills it,
 * also while it is stopped. That signal is sent when the <em>thread</em> that started it ends,
 * therefore all are started from one thread that lives as long as the JVM. Thread-safe.
 */
public final class ChildProcess {
  private static final ExecutorService STARTER =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "faultstream-starter");
            thread.setDaemon(true);
            return thread;
          });

  private final String name;
  private final Path log;
  private final Process process;
  private final Family family;
  private final JournalEntry entry;
  private final Journal journal;
  private final AtomicBoolean written = new AtomicBoolean();

  private ChildProcess(Launch launch, Process process, Family family, Journalled journalled) {
    this.name = launch.name();
    this.log = launch.log();
    this.process = process;
    this.family = family;
    this.entry = journalled.entry();
    this.journal = journalled.journal();
  }

  private record Journalled(Journal journal, JournalEntry entry) {}

  /**
   * Starts it and writes it to the journal; when that cannot be written it is ended again.
   *
   * @throws IOException when it cannot be started or written
   * @throws InterruptedException when interrupted meanwhile
   */
  public static ChildProcess start(Launch launch, Journal journal)
      throws IOException, InterruptedException {
    String mark = Family.newMark();
    Process process = onStarter(launch, mark);
    try {
      Family family = new Family(ProcessIdentity.ofStarted(process.pid()), mark);
      Map<String, String> data = new TreeMap<>(family.asMap());
      data.put("name", launch.name());
      JournalEntry entry = journal.record(JournalEntry.PROCESS, data);
      return new ChildProcess(launch, process, family, new Journalled(journal, entry));
    } catch (IOException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static Process onStarter(Launch launch, String mark)
      throws IOException, InterruptedException {
    Future<Process> starting = STARTER.submit(() -> builder(launch, mark).start());
    try {
      return starting.get();
    } catch (ExecutionException e) {
      throw new IOException("cannot start " + launch.name() + ": " + reason(e), e);
    } catch (InterruptedException e) {
      // It may be there or come yet, and nobody would know of it.
      STARTER.execute(() -> destroy(starting));
      throw e;
    }
  }

  /** On the starter's own thread, so the start is over when this runs. */
  private static void destroy(Future<Process> started) {
    try {
      started.get().destroyForcibly();
    } catch (ExecutionException e) {
      // It did not start.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String reason(ExecutionException e) {
    Throwable cause = e.getCause();
    return cause == null || cause.getMessage() == null ? e.toString() : cause.getMessage();
  }

  /** A parent-death signal; and with it a session of its own, so that Ctrl-C comes to us alone. */
  private static List<String> wrapping() {
    List<String> words = new ArrayList<>();
    Optional<Path> setpriv = Programs.find("setpriv");
    if (setpriv.isPresent()) {
      Programs.find("setsid").ifPresent(setsid -> words.add(setsid.toString()));
      words.addAll(List.of(setpriv.get().toString(), "--pdeathsig", "KILL", "--"));
    }
    return words;
  }

  private static ProcessBuilder builder(Launch launch, String mark) throws IOException {
    // Asked here, as setpriv would only say it in the log.
    if (!Programs.exists(launch.command().get(0))) {
      throw new IOException("no program " + launch.command().get(0));
    }
    List<String> command = new ArrayList<>(wrapping());
    command.addAll(launch.command());
    File log = launch.log().toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(Redirect.PIPE)
            .redirectOutput(Redirect.appendTo(log));
    launch
        .environment()
        .forEach(
            (name, value) -> {
              if (value.isEmpty()) {
                builder.environment().remove(name);
              } else {
                builder.environment().put(name, value);
              }
            });
    builder.environment().put(Family.VARIABLE, mark);
    return builder;
  }

  /** What people call it. */
  public String name() {
    return name;
  }

  /** The process, so that no other is ever hit. */
  public ProcessIdentity identity() {
    return family.first();
  }

  /** The process and those that it started itself. */
  public Family family() {
    return family;
  }

  /** Where its output goes. */
  public Path log() {
    return log;
  }

  /** The last lines of its log, at most {@code lines}; empty when there are none. */
  public List<String> tail(int lines) {
    try {
      byte[] bytes = Files.readAllBytes(log);
      List<String> all = new String(bytes, StandardCharsets.UTF_8).lines().toList();
      return all.subList(Math.max(0, all.size() - lines), all.size());
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Its exit code once it has ended; 128 and the signal's number when a signal ended it. */
  public OptionalInt exitCode() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  /**
   * Ends it: TERM (and CONT when it is stopped), KILL after {@code grace}, proof by the kernel;
   * then what it started itself and did not end. An ended one is done in the journal. Any number of
   * times.
   *
   * @return whether it is proven gone
   * @throws IOException when a signal cannot be sent or the journal not be written
   * @throws InterruptedException when interrupted meanwhile
   */
  public boolean end(Duration grace) throws IOException, InterruptedException {
    boolean gone = EndOrphan.end(family, grace);
    if (gone && written.compareAndSet(false, true)) {
      journal.done(entry);
    }
    return gone;
  }

  /** When the kernel says that it is gone within this time: true. */
  public boolean goneWithin(Duration time) throws InterruptedException {
    return EndOrphan.gone(family.first(), time);
  }

  /** For messages: name and number. */
  @Override
  public String toString() {
    OptionalInt code = exitCode();
    return name
        + " ("
        + family.first()
        + (code.isPresent() ? ", exit " + code.getAsInt() : "")
        + ")";
  }
}
