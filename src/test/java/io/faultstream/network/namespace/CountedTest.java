package io.faultstream.network.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CountedTest {
  @Test
  void addsUpTheCountersOfATable() {
    String table =
        """
        table ip faultstream {
        	chain input {
        		type filter hook input priority filter; policy accept;
        		iifname "eth0" ip saddr { 198.18.5.1, 198.18.5.3 } counter packets 7 bytes 420 drop
        	}
        	chain output {
        		oifname "eth0" ip daddr 198.18.5.1 counter packets 18 bytes 400944 drop
        	}
        }
        """;
    assertThat(Counted.ofRules(table)).isEqualTo(new Counted(25, 401_364, 0));
    assertThat(Counted.ofRules("")).isEqualTo(Counted.NOTHING);
  }

  @Test
  void addsUpTheCountersOfClasses() {
    String classes =
        """
        class htb 1:2 root prio 0 rate 800Kbit ceil 800Kbit burst 4Kb cburst 1600b
         Sent 418422 bytes 279 pkt (dropped 0, overlimits 17 requeues 0)
         backlog 0b 0p requeues 0
         lended: 18 borrowed: 0 giants: 0
        class htb 1:3 root prio 0 rate 800Kbit ceil 800Kbit burst 4Kb cburst 1600b
         Sent 78 bytes 1 pkt (dropped 2, overlimits 3 requeues 0)
        """;
    assertThat(Counted.ofClasses(classes)).isEqualTo(new Counted(280, 418_500, 20));
  }
}
