package io.faultstream.spec.settings;

import java.nio.file.Path;

/** Folders of the user's cache. Stateless. */
public final class Homes {
  /** The version of Dynamo that this project follows and installs. */
  public static final String VERSION = "1.6.1";

  private Homes() {}

  /**
   * Where Dynamo is installed.
   *
   * @param asked the folder, empty: one of this version in the user's cache
   * @return an absolute path
   */
  public static String dynamo(String asked, String version) {
    Path folder =
        asked.isEmpty()
            ? cache().resolve("faultstream").resolve("dynamo-" + version)
            : Path.of(asked);
    return folder.toAbsolutePath().toString();
  }

  /** Where etcd servers are kept that were downloaded or built: an absolute path. */
  public static String etcd() {
    return cache().resolve("faultstream").resolve("etcd").toAbsolutePath().toString();
  }

  /** By the XDG base directory specification. */
  private static Path cache() {
    String set = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
    return set.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(set);
  }
}
