package io.faultstream.histories;

import io.faultstream.history.RunFolder;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes a generated history: {@code HistoryMain <results folder> <requests> [<requests a
 * second>]}, or {@code HistoryMain <results folder> small} for the one that golden runs begin with,
 * which is compared with the accepted runs of {@link SampleBaseline}.
 */
public final class HistoryMain {
  private static final long SEED = 7;

  private HistoryMain() {}

  /** Writes one history and says where it is. */
  public static void main(String... arguments) throws IOException {
    if (arguments.length < 2 || arguments.length > 3) {
      throw new IllegalArgumentException("<results folder> <requests>|small [<requests a second>]");
    }
    int perSecond = arguments.length == 3 ? Integer.parseInt(arguments[2]) : 1000;
    boolean small = arguments[1].equals("small");
    Shape shape =
        small ? Shape.small(SEED) : new Shape(Long.parseLong(arguments[1]), perSecond, 5_700, SEED);
    RunFolder folder = HistoryGenerator.writeUnder(Path.of(arguments[0]), shape);
    if (small) {
      System.out.println(SampleBaseline.compare(folder).sentence());
    }
    System.out.println(folder.root());
  }
}
