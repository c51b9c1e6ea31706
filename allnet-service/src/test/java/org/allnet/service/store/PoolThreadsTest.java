package org.allnet.service.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Threads of a pool of connections. */
final class PoolThreadsTest {

  private static String doing(PoolThreads threads) throws Exception {
    CompletableFuture<String> name = new CompletableFuture<>();
    threads.newThread(() -> name.complete(Thread.currentThread().getName())).start();
    return name.get(20, TimeUnit.SECONDS);
  }

  @Test
  void work_isDoneByAThreadOfTheStore() throws Exception {
    try (PoolThreads threads = PoolThreads.open()) {
      assertThat(doing(threads)).isEqualTo("allnet-pool");
    }
  }

  /** A pool whose work is begun by nobody never opens a connection again. */
  @Test
  void withoutAThread_workIsDoneByWhoWaits() throws Exception {
    try (PoolThreads threads =
        PoolThreads.open(
            thread -> {
              throw new OutOfMemoryError("unable to create native thread");
            })) {
      assertThat(doing(threads)).isEqualTo("allnet-awaits-pool");
    }
  }
}
