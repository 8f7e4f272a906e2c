package io.faultstream.etcd.program;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EtcdVersionTest {
  @Test
  void isReadFromWhatAServerSays() {
    String said = "etcd Version: 3.4.23\nGit SHA: Not provided\nGo Version: go1.19.8\n";
    assertThat(EtcdVersion.parse(said)).hasValue(new EtcdVersion(3, 4, 23));
    assertThat(EtcdVersion.parse("{\"warn\":1}\netcd Version: 3.6.0-rc.3\n"))
        .map(EtcdVersion::toString)
        .hasValue("3.6.0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "etcd", "etcdctl version: 3.4.23", "etcd Version: 3.4", "etcd Version: x.y.z"})
  void anythingElseIsNoServer(String said) {
    assertThat(EtcdVersion.parse(said)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "3,3,27,false",
    "3,4,0,true",
    "3,5,21,true",
    "3,6,16,true",
    "3,7,0,false",
    "2,4,0,false",
    "4,5,0,false"
  })
  void threeVersionsAreSupported(int major, int minor, int patch, boolean supported) {
    assertThat(new EtcdVersion(major, minor, patch).supported()).isEqualTo(supported);
  }

  @Test
  void areOrderedAsNumbers() {
    assertThat(new EtcdVersion(3, 4, 9)).isLessThan(new EtcdVersion(3, 4, 23));
    assertThat(new EtcdVersion(3, 10, 0)).isGreaterThan(new EtcdVersion(3, 6, 16));
  }
}
