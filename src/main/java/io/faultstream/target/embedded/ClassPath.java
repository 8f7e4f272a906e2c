package io.faultstream.target.embedded;

import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The class path of this JVM, for a child: what the JVM was started with (a jar that only lists
 * others in its manifest works for the child as well), or, where our classes were loaded from
 * elsewhere as under {@code exec:java}, what that loader reads. Stateless.
 */
final class ClassPath {
  private ClassPath() {}

  static String current() {
    ClassLoader loader = ClassPath.class.getClassLoader();
    return loader instanceof URLClassLoader reader
        ? of(reader)
        : System.getProperty("java.class.path", "");
  }

  private static String of(URLClassLoader loader) {
    List<String> entries = new ArrayList<>();
    for (URL url : loader.getURLs()) {
      try {
        entries.add(Path.of(url.toURI()).toString());
      } catch (URISyntaxException | IllegalArgumentException e) {
        throw new IllegalStateException("no file on the class path: " + url, e);
      }
    }
    return String.join(File.pathSeparator, entries);
  }
}
