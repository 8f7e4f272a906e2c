package io.faultstream.etcd.program;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of the etcd server. */
public record EtcdVersion(int major, int minor, int patch) implements Comparable<EtcdVersion> {
  /** What this project is tested with. */
  public static final String SUPPORTED = "3.4 to 3.6";

  private static final int MAJOR = 3;
  private static final int FIRST_MINOR = 4;
  private static final int LAST_MINOR = 6;

  private static final Pattern LINE =
      Pattern.compile("(?m)^etcd Version: (\\d{1,9})\\.(\\d{1,9})\\.(\\d{1,9})");

  /** What {@code etcd --version} says, empty when that is no etcd server. */
  public static Optional<EtcdVersion> parse(String said) {
    Matcher line = LINE.matcher(said);
    return line.find()
        ? Optional.of(
            new EtcdVersion(number(line.group(1)), number(line.group(2)), number(line.group(3))))
        : Optional.empty();
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }

  /** Whether it is one of {@link #SUPPORTED}. */
  public boolean supported() {
    return major == MAJOR && minor >= FIRST_MINOR && minor <= LAST_MINOR;
  }

  @Override
  public int compareTo(EtcdVersion other) {
    return Comparator.comparingInt(EtcdVersion::major)
        .thenComparingInt(EtcdVersion::minor)
        .thenComparingInt(EtcdVersion::patch)
        .compare(this, other);
  }

  /** As etcd writes it. */
  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
