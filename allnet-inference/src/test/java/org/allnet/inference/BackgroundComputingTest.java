package org.allnet.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.image.ImageSource;
import org.allnet.inference.engine.device.ParallelTasks;
import org.allnet.inference.engine.device.ThreadPriority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What the system says of threads, read from its list of processes. */
@EnabledOnOs(OS.LINUX)
final class BackgroundComputingTest {

  private static final int NICE = 16; // behind the name, which may have spaces

  private static int steps() {
    try {
      String all = Files.readString(Path.of("/proc/thread-self/stat"));
      return Integer.parseInt(all.substring(all.lastIndexOf(')') + 2).split(" ")[NICE]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int stepsOf(Runnable first) throws Exception {
    CompletableFuture<Integer> said = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              first.run();
              said.complete(steps());
            });
    thread.start();
    thread.join();
    return said.get();
  }

  @Test
  void threadsThatCompute_giveWay_othersDoNot() throws Exception {
    int own = steps();
    assertThat(stepsOf(BackgroundComputing::onThisThread)).isEqualTo(10);
    assertThat(steps()).isEqualTo(own);
    assertThat(stepsOf(() -> {})).isEqualTo(own);
    assertThat(stepsOf(ThreadPriority::adopt)).as("begins to compute").isEqualTo(10);

    Set<Integer> ofWorkers = ConcurrentHashMap.newKeySet();
    Thread asks = Thread.currentThread();
    ParallelTasks.each(
        64,
        number -> {
          if (Thread.currentThread() != asks) {
            ofWorkers.add(steps());
          }
        });
    assertThat(ofWorkers).isSubsetOf(10);
    assertThat(steps()).as("who asks is not lowered").isEqualTo(own);
  }

  @Test
  void queueOfLaterTimes_givesWay() throws Exception {
    stepsOf(BackgroundComputing::onThisThread);
    CompletableFuture<Integer> said = new CompletableFuture<>();
    try (ClassificationQueue queue =
        new ClassificationQueue(
            cells -> {
              said.complete(steps());
              return List.of();
            },
            1)) {
      queue.submit(new OneCell());
      assertThat(said.get()).isEqualTo(10);
    }
  }

  private record OneCell() implements ImageSource {
    @Override
    public String name() {
      return "cell";
    }

    @Override
    public CellPixels decode(ImageDecoder decoder, Consumer<String> notes) {
      return new CellPixels(1, 1, 0, 0, 1, 1, new byte[3]);
    }
  }
}
