package org.allnet.service.work.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class FreedByModelsTest {

  @Test
  void memory_isGivenBackIfModelsAnsweredSince() {
    AtomicInteger times = new AtomicInteger();
    try (FreedByModels freed = new FreedByModels(times::incrementAndGet)) {
      freed.giveBack();
      assertThat(times).as("nobody asked").hasValue(0);
      freed.answered(8);
      freed.answered(1);
      freed.giveBack();
      assertThat(times).hasValue(1);
      freed.giveBack();
      assertThat(times).as("nobody asked since").hasValue(1);
    }
  }
}
