package io.faultstream.history.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that is written whole or not at all: to a hidden name beside it, then renamed. */
public final class WholeFile {
  private WholeFile() {}

  /**
   * Writes a text in UTF-8 over what is there; the folder must exist.
   *
   * @throws IOException when it cannot be written; then the old file is as it was
   */
  public static void write(Path file, String text) throws IOException {
    Path temporary = file.resolveSibling("." + file.getFileName() + ".part");
    Files.write(temporary, text.getBytes(StandardCharsets.UTF_8));
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
