package io.faultstream.target.local;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The Python programs that come with this project, from the class path. Stateless. */
final class Resource {
  private Resource() {}

  /**
   * One of them.
   *
   * @throws IOException when it is not there
   */
  static String text(String name) throws IOException {
    try (InputStream in = Resource.class.getResourceAsStream("/dynamo/" + name)) {
      if (in == null) {
        throw new FileNotFoundException("not on the class path: dynamo/" + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /**
   * Writes one of them to a file.
   *
   * @throws IOException when it is not there or cannot be written
   */
  static void write(String name, Path file) throws IOException {
    Files.writeString(file, text(name));
  }
}
