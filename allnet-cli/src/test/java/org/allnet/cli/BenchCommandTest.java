package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class BenchCommandTest {

  @Test
  void withoutThePeers_saysHowToGetThem() {
    Ran ran = Ran.allnet("bench", "--quick");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).startsWith("allnet: peers: ").contains("./allnet bench").hasLineCount(1);
  }

  @Test
  void badOptions_areWrongUsage() {
    for (Ran ran :
        new Ran[] {
          Ran.allnet("bench", "--device", "tpu"),
          Ran.allnet("bench", "--threads", 0),
          Ran.allnet("bench", "--input-size", 5)
        }) {
      assertThat(ran.exitCode()).isEqualTo(2);
      assertThat(ran.err()).startsWith("allnet: --");
    }
  }
}
