package org.allnet.network.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import org.allnet.data.RunException;
import org.allnet.network.input.ImageBatch;
import org.allnet.network.training.BatchSource.Batch;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchFeedTest {

  private static Batch batch(int number) {
    return new Batch(
        new ImageBatch(torch.full(new long[] {1, 3, 4, 4}, new Scalar((double) number)), List.of()),
        torch.ones(1, 2),
        number % 2 == 0 ? null : torch.zeros(1, 4));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void take_allOfThem_givesEachInTurn(boolean ahead) {
    List<Integer> made = Collections.synchronizedList(new ArrayList<>());
    IntFunction<Batch> maker =
        number -> {
          made.add(number);
          return batch(number);
        };
    try (BatchFeed feed = new BatchFeed(7, maker, ahead)) {
      for (int number = 0; number < 7; number++) {
        try (PointerScope scope = new PointerScope()) {
          assertThat(feed.take().input().images().mean().item_float()).isEqualTo(number);
        }
      }
    }
    assertThat(made).containsExactly(0, 1, 2, 3, 4, 5, 6);
  }

  @Test
  void take_oneThatCantBeMade_throwsWhatItThrew() {
    IntFunction<Batch> maker =
        number -> {
          if (number == 1) {
            throw new RunException("cell 1 is gone");
          }
          return batch(number);
        };
    try (PointerScope scope = new PointerScope();
        BatchFeed feed = new BatchFeed(3, maker, true)) {
      feed.take();
      assertThatThrownBy(feed::take).isInstanceOf(RunException.class).hasMessage("cell 1 is gone");
    }
  }

  @Test
  void take_byAnInterruptedThread_givesTheBatchAndKeepsTheInterrupt() {
    try (PointerScope scope = new PointerScope();
        BatchFeed feed = new BatchFeed(2, BatchFeedTest::batch, true)) {
      Thread.currentThread().interrupt();
      assertThat(feed.take().targets().size(0)).isEqualTo(1);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void close_beforeTheLast_freesWhatNobodyTook() {
    long before = 0;
    for (int round = 0; round < 20; round++) {
      if (round == 5) {
        before = Pointer.totalCount();
      }
      try (PointerScope scope = new PointerScope();
          BatchFeed feed = new BatchFeed(9, BatchFeedTest::batch, true)) {
        feed.take();
        feed.take();
      }
    }
    assertThat(Pointer.totalCount()).isEqualTo(before);
  }
}
