package io.faultstream.network.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who dialled, out of files as the kernel shows them. */
final class DiallersTest {
  private static final String HEADING =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid"
          + "  timeout inode\n";

  @TempDir private Path proc;

  private static String socket(int local, int remote, int inode) {
    return "  0: 0100007F:%04X 0100007F:%04X 01 00000000:00000000 00:00000000 00000000  0  0 %d 1\n"
        .formatted(local, remote, inode);
  }

  private Diallers known() throws Exception {
    Path descriptors = Files.createDirectories(proc.resolve("77/fd"));
    Files.createSymbolicLink(descriptors.resolve("3"), Path.of("socket:[4711]"));
    Diallers diallers = new Diallers(proc);
    diallers.knows("a", 77);
    return diallers;
  }

  @Test
  void theHolderOfTheDiallingSocketIsTold() throws Exception {
    Path net = Files.createDirectories(proc.resolve("net"));
    Files.writeString(
        net.resolve("tcp"), HEADING + socket(900, 2380, 4711) + socket(901, 2380, 4712));
    Diallers diallers = known();
    assertThat(diallers.of(900, 2380)).hasValue("a");
    assertThat(diallers.of(901, 2380)).isEmpty();
    assertThat(diallers.of(2380, 900)).isEmpty();
  }

  @Test
  void aTableThatCannotBeReadIsNoReasonToFail() throws Exception {
    // A folder can be opened but not read.
    Path net = Files.createDirectories(proc.resolve("net"));
    Files.createDirectories(net.resolve("tcp"));
    Diallers diallers = known();
    assertThat(diallers.of(900, 2380)).isEmpty();
    Files.writeString(net.resolve("tcp6"), HEADING + socket(900, 2380, 4711));
    assertThat(diallers.of(900, 2380)).hasValue("a");
  }
}
