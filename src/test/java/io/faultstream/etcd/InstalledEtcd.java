package io.faultstream.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.etcd.program.EtcdProgram;
import io.faultstream.etcd.program.EtcdPrograms;
import io.faultstream.process.Programs;
import io.faultstream.spec.settings.Homes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The etcd servers of this machine, for tests: the distribution's, downloaded where it is not
 * there, and the newer one of {@code src/test/etcd36} where that was built. The environment
 * variable {@code FAULTSTREAM_REQUIRE_ETCD36} = "true" makes it an error when it was not.
 */
public final class InstalledEtcd {
  private static final EtcdPrograms PROGRAMS =
      new EtcdPrograms(Path.of(Homes.etcd()), Programs::find, System.out::println);

  private InstalledEtcd() {}

  /** The distribution's. */
  public static EtcdProgram usual() throws Exception {
    return PROGRAMS.distribution("etcd");
  }

  /** All of them. */
  public static List<EtcdProgram> all() throws Exception {
    List<EtcdProgram> all = new ArrayList<>(List.of(usual()));
    Optional<EtcdProgram> built = PROGRAMS.built();
    if ("true".equals(System.getenv("FAULTSTREAM_REQUIRE_ETCD36"))) {
      assertThat(built).map(found -> found.version().minor()).hasValue(6);
    }
    built.filter(one -> !all.contains(one)).ifPresent(all::add);
    return all;
  }
}
