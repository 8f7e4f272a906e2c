package io.faultstream.process;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * One run at a time per results folder: a lock of the operating system on {@code <results>/.lock},
 * which is free again when its holder ends, however it ends. The file says who holds it.
 * Thread-safe.
 */
public final class RunLock implements Closeable {
  /** The file's name in the results folder. */
  public static final String FILE = ".lock";

  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Somebody else has it; the message names who. */
  public static final class HeldException extends IOException {
    private static final long serialVersionUID = 1;

    HeldException(String message) {
      super(message);
    }
  }

  /**
   * Takes the lock; never waits.
   *
   * @param results the results folder, made where it is not there
   * @param run what the holder is doing, for the message that another one gets
   * @throws HeldException when another run has it
   * @throws IOException when the folder cannot be written
   */
  public static RunLock acquire(Path results, String run) throws IOException {
    FileChannel channel = openIn(results);
    Path file = results.resolve(FILE);
    try {
      if (tryLock(channel) == null) {
        throw new HeldException(
            "another run uses " + results + ": " + Files.readString(file).strip());
      }
      RunLock lock = new RunLock(channel);
      lock.describe(run);
      return lock;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static FileChannel openIn(Path results) throws IOException {
    try {
      Files.createDirectories(results);
      return FileChannel.open(
          results.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new IOException("the results folder " + results + " cannot be used: " + e, e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Held by this very JVM.
      return null;
    }
  }

  /**
   * Changes what the lock says of its holder, for instance when the run's folder is known.
   *
   * @throws IOException when it cannot be written
   */
  public void describe(String run) throws IOException {
    String text = "pid " + ProcessHandle.current().pid() + ", " + run + "\n";
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
  }

  /** Gives it back; the file stays, as removing it could take it from under the next holder. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
