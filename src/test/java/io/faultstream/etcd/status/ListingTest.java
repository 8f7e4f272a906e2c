package io.faultstream.etcd.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.etcd.jetcd.api.Member;
import io.etcd.jetcd.api.MemberListResponse;
import io.faultstream.etcd.status.Listing.Listed;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ListingTest {
  private static final String PEER = "http://127.0.0.1:2380";

  @Test
  void memberThatWasNeverStartedIsFoundByItsPeerAddress() {
    Member started = Member.newBuilder().setID(1).setName("etcd-0").addPeerURLs("http://x").build();
    Member added = Member.newBuilder().setID(-2).setIsLearner(true).addPeerURLs(PEER).build();
    Listing listing =
        Listing.from(MemberListResponse.newBuilder().addMembers(started).addMembers(added).build());
    Listed found = new Listed(-2, "", List.of(PEER), true);
    assertThat(listing.at(PEER)).hasValue(found);
    assertThat(listing.of(-2)).hasValue(found);
    assertThat(listing.of(3)).isEmpty();
    assertThat(listing.at("http://y")).isEmpty();
  }
}
