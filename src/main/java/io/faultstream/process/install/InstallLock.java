package io.faultstream.process.install;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One installation at a time per folder, also across processes: a lock of the operating system on a
 * file in it, which is free again when its holder ends, however it ends. Thread-safe.
 */
public final class InstallLock implements Closeable {
  private final FileChannel channel;

  private InstallLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes it; never waits. The file is made where it is not there, its folder is not.
   *
   * @return the lock, empty when somebody else has it
   * @throws IOException when the file cannot be written
   */
  public static Optional<InstallLock> tryAcquire(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean ours = false;
    try {
      ours = tryLock(channel) != null;
      return ours ? Optional.of(new InstallLock(channel)) : Optional.empty();
    } finally {
      if (!ours) {
        channel.close();
      }
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

  /** Gives it back; the file stays. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
