package org.allnet.inference.engine.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.allnet.inference.compute.Device;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ParallelTasksTest {

  private final int threads = torch.get_num_threads();
  private final ComputeDevice cpu = ComputeDevice.of(Device.CPU);

  @BeforeEach
  void useThreads() {
    cpu.setThreads(3);
  }

  @AfterEach
  void restore() {
    cpu.setThreads(threads);
  }

  @Test
  void phases_oneAfterTheOther_eachProgramOnce() {
    try (NoGradGuard guard = new NoGradGuard()) {
      for (int round = 0; round < 200; round++) {
        AtomicInteger first = new AtomicInteger();
        AtomicInteger second = new AtomicInteger();
        AtomicInteger early = new AtomicInteger();
        ParallelTasks.phases(
            List.of(
                new ParallelTasks.Phase(7, number -> first.addAndGet(1 << number)),
                new ParallelTasks.Phase(0, number -> early.incrementAndGet()),
                new ParallelTasks.Phase(
                    5,
                    number -> {
                      if (first.get() != 127) {
                        early.incrementAndGet();
                      }
                      second.addAndGet(1 << number);
                    })));
        assertThat(first).hasValue(127);
        assertThat(second).hasValue(31);
        assertThat(early).hasValue(0);
      }
      assertThat(torch.get_num_threads()).isEqualTo(3);
    }
  }

  @Test
  void phases_programFails_beginNoFurtherOne() {
    try (NoGradGuard guard = new NoGradGuard()) {
      for (Throwable failure :
          List.of(new IllegalStateException("no"), new OutOfMemoryError("no"))) {
        AtomicInteger later = new AtomicInteger();
        assertThatThrownBy(
                () ->
                    ParallelTasks.phases(
                        List.of(
                            new ParallelTasks.Phase(
                                6,
                                number -> {
                                  if (number == 2) {
                                    if (failure instanceof Error error) {
                                      throw error;
                                    }
                                    throw (RuntimeException) failure;
                                  }
                                }),
                            new ParallelTasks.Phase(6, number -> later.incrementAndGet()))))
            .isSameAs(failure);
        assertThat(later).hasValue(0);
        assertThat(torch.get_num_threads()).isEqualTo(3);
      }
    }
  }

  @Test
  void run_resultsOfPrograms_standInOrder() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      List<Tensor> results =
          ParallelTasks.run(9, number -> torch.ones(2).mul(new Scalar((double) number)));
      for (int i = 0; i < 9; i++) {
        assertThat(Tensors.toFloats(results.get(i))).containsExactly(i, i);
      }
    }
  }

  /** The engine alone would give it one, the workers' number. */
  @Test
  void threads_ofANewThread_areTheUsualNumber() throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    try (NoGradGuard guard = new NoGradGuard()) {
      CountDownLatch asked = new CountDownLatch(1);
      CountDownLatch begun = new CountDownLatch(1);
      Future<Integer> number =
          other.submit(
              () -> {
                begun.await();
                int threadsThere = ParallelTasks.threads();
                asked.countDown();
                return threadsThere;
              });
      ParallelTasks.each(
          2,
          program -> {
            begun.countDown();
            try {
              asked.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
      assertThat(number.get()).isEqualTo(3);
    } finally {
      other.shutdownNow();
    }
  }
}
