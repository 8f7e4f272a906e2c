package io.faultstream.cluster.engine;

import io.faultstream.cluster.defect.WorkerDefect;
import io.faultstream.cluster.time.Ticker;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * A mock engine on a thread of its own: step by step it gives one token to each running sequence,
 * at deadlines that follow each other exactly, so that a late wake-up does not slow the stream. A
 * step that is late is made up for by at most one step's time; after a longer stop (SIGSTOP) the
 * engine goes on at its own pace, without a burst. Submitting and cancelling are safe from any
 * thread; outputs are called on the engine's thread, {@code afterStep} too, once what they gave can
 * be sent.
 */
public final class Engine {

  private final Batch batch;
  private final Timing timing;
  private final WorkerDefect defect;
  private final Ticker ticker;
  private final Runnable afterStep;
  private final Queue<Runnable> commands = new ConcurrentLinkedQueue<>();
  private final Thread thread = new Thread(this::run, "engine");
  private volatile EngineState state = new EngineState(0, 0, 0, 0);

  /** An engine that stands still until {@link #start}. */
  public Engine(EngineOptions options, WorkerDefect defect, Ticker ticker, Runnable afterStep) {
    this.batch = new Batch(options.limits());
    this.timing = new Timing(options.speedup(), options.decodeSpeedup());
    this.defect = defect;
    this.ticker = ticker;
    this.afterStep = afterStep;
    thread.setDaemon(true);
  }

  /** Starts the thread. */
  public void start() {
    thread.start();
  }

  /** Queues a sequence for the next step with room. */
  public void submit(Sequence sequence) {
    command(() -> batch.add(sequence));
  }

  /** Knows of a sequence that waits until its prompt has {@link #arrived} from another engine. */
  public void expect(Sequence sequence) {
    command(() -> batch.expect(sequence));
  }

  /** The prompt of one that was expected is here; nothing happens when it has ended. */
  public void arrived(Sequence sequence) {
    command(() -> batch.arrived(sequence));
  }

  /** The prompt of one that was expected does not come; nothing happens when it has ended. */
  public void lost(Sequence sequence) {
    command(() -> batch.lost(sequence));
  }

  /** What a complete sequence still held is not needed any more; a second time changes nothing. */
  public void free(Sequence sequence) {
    command(() -> batch.free(sequence));
  }

  /** Takes a sequence out at once, also in mid-step; nothing happens when it has ended. */
  public void cancel(Sequence sequence) {
    command(() -> stop(sequence));
  }

  /** The same for one that its client does not want any more, as the defect has it. */
  public void abandon(Sequence sequence) {
    command(
        () -> {
          switch (defect.cancelled()) {
            case STOPS -> stop(sequence);
            case KEEPS_ITS_PLACE -> aborted(batch.keep(sequence), sequence);
            case GOES_ON -> goOn(sequence);
          }
        });
  }

  private void stop(Sequence sequence) {
    aborted(batch.remove(sequence), sequence);
  }

  private static void aborted(boolean here, Sequence sequence) {
    if (here) {
      sequence.output().aborted(sequence.sent());
    }
  }

  private void goOn(Sequence sequence) {
    if (batch.has(sequence)) {
      sequence.output().abandoned();
    }
  }

  /** What it holds, as of the last step or command. */
  public EngineState state() {
    return state;
  }

  private void command(Runnable command) {
    commands.add(command);
    LockSupport.unpark(thread);
  }

  private void run() {
    long stepEnd = ticker.nanos();
    while (true) {
      takeCommands();
      int promptTokens = batch.plan();
      if (batch.stepEmpty()) {
        ticker.parkUntil(ticker.nanos() + 1_000_000_000L);
        stepEnd = ticker.nanos();
        continue;
      }
      boolean decodes = batch.decodes();
      double used = batch.blocks().usedShare();
      long due = timing.prefillNanos(promptTokens) + (decodes ? timing.decodeNanos(used) : 0L);
      long length = defect.stepNanos(due, batch.runningCount());
      stepEnd = Math.max(stepEnd, ticker.nanos() - length) + length;
      waitUntil(stepEnd);
      stepEnd = Math.min(stepEnd, ticker.nanos());
      batch.emit();
      publish();
      afterStep.run();
    }
  }

  private void waitUntil(long deadline) {
    while (ticker.nanos() - deadline < 0 && !batch.stepEmpty()) {
      ticker.parkUntil(deadline);
      takeCommands();
    }
  }

  private void takeCommands() {
    boolean any = false;
    for (Runnable next = commands.poll(); next != null; next = commands.poll()) {
      next.run();
      any = true;
    }
    if (any) {
      publish();
      afterStep.run();
    }
  }

  private void publish() {
    state =
        new EngineState(
            batch.runningCount(),
            batch.waitingCount(),
            batch.preemptions(),
            batch.blocks().usedShare());
  }
}
