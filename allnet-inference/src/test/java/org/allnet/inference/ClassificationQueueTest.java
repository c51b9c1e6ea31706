package org.allnet.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.image.ImageSource;
import org.allnet.data.image.NamedCell;
import org.allnet.evaluation.decision.Decision;
import org.allnet.inference.compute.Device;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ClassificationQueueTest {

  private static final CellPixels PIXELS = new CellPixels(1, 1, 0, 0, 1, 1, new byte[] {9, 9, 9});

  private static ImageSource image(String name) {
    return image(name, () -> {});
  }

  private static ImageSource image(String name, Runnable decoding) {
    return new ImageSource() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public CellPixels decode(ImageDecoder decoder, Consumer<String> notes) {
        decoding.run();
        return PIXELS;
      }
    };
  }

  private static Classification answer(NamedCell cell) {
    return new Classification(
        cell.name(),
        new Decision.Predicted("all", new Decision.MostProbable()),
        Map.of("all", 1.0),
        List.of("all"),
        Optional.empty());
  }

  private static List<Classification> answers(List<NamedCell> cells) {
    return cells.stream().map(ClassificationQueueTest::answer).toList();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void submit_severalThreads_getTheirOwnAnswers(@TempDir Path folder) throws Exception {
    try (Classifier classifier =
            Classifier.builder(ModelFixture.model(folder)).device(Device.CPU).open();
        ClassificationQueue queue = classifier.queue(5)) {
      List<Thread> threads = new ArrayList<>();
      List<Classification> answers = Collections.synchronizedList(new ArrayList<>());
      for (int t = 0; t < 3; t++) {
        int first = 10 * t;
        Thread thread =
            new Thread(
                () -> {
                  try {
                    for (int i = first; i < first + 10; i++) {
                      String name = String.valueOf(i);
                      answers.add(
                          queue.submit(ImageSource.of(ModelFixture.picture(i), name)).get());
                    }
                  } catch (InterruptedException | ExecutionException e) {
                    throw new IllegalStateException(e);
                  }
                });
        thread.start();
        threads.add(thread);
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(answers).hasSize(30);
      for (Classification one : answers) {
        Classification alone =
            classifier.classify(ModelFixture.picture(Integer.parseInt(one.image())), one.image());
        assertThat(one.predicted()).isEqualTo(alone.predicted());
        assertThat(one.probabilities().get("all"))
            .isEqualTo(alone.probabilities().get("all"), org.assertj.core.data.Offset.offset(1e-6));
      }
    }
  }

  @Test
  void submit_imagesThatWait_areAnsweredTogether() throws Exception {
    int images = 1 + ClassificationQueue.AHEAD; // so many are decoded while the first is asked
    CountDownLatch first = new CountDownLatch(1);
    List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
    List<CompletableFuture<Classification>> futures = new ArrayList<>();
    Function<List<NamedCell>, List<Classification>> slow =
        cells -> {
          sizes.add(cells.size());
          await(first);
          return answers(cells);
        };
    CountDownLatch decoded = new CountDownLatch(images);
    try (ClassificationQueue queue = new ClassificationQueue(slow, images)) {
      for (int i = 0; i < images; i++) {
        futures.add(queue.submit(image("c" + i, decoded::countDown)));
      }
      await(decoded);
      Thread.sleep(100); // what is decoded is laid into the queue
      first.countDown();
      for (int i = 0; i < images; i++) {
        assertThat(futures.get(i).get().image()).isEqualTo("c" + i);
      }
    }
    assertThat(sizes).hasSizeLessThanOrEqualTo(5).contains(8).allMatch(size -> size <= 8);
    assertThat(sizes.stream().mapToInt(size -> size).sum()).isEqualTo(images);
  }

  @Test
  void submit_imagesThatWait_areNotAllDecoded() throws Exception {
    int images = 60;
    CountDownLatch offered = new CountDownLatch(1);
    CountDownLatch first = new CountDownLatch(1 + ClassificationQueue.AHEAD);
    AtomicInteger pixels = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Function<List<NamedCell>, List<Classification>> slow =
        cells -> {
          await(offered);
          await(first);
          awaitIdleDecoders();
          most.accumulateAndGet(pixels.get(), Math::max);
          pixels.addAndGet(-cells.size());
          return answers(cells);
        };
    List<CompletableFuture<Classification>> futures = new ArrayList<>();
    try (ClassificationQueue queue = new ClassificationQueue(slow, images)) {
      for (int i = 0; i < images; i++) {
        futures.add(
            queue.submit(
                image(
                    "c" + i,
                    () -> {
                      pixels.incrementAndGet();
                      first.countDown();
                    })));
      }
      offered.countDown();
      for (int i = 0; i < images; i++) {
        assertThat(futures.get(i).get().image()).isEqualTo("c" + i);
      }
    }
    assertThat(most.get()).isBetween(ClassificationQueue.AHEAD, 8 + ClassificationQueue.AHEAD);
  }

  /** Waits until those who decode have nothing to do, or may do nothing. */
  private static void awaitIdleDecoders() {
    while (Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("allnet-decode"))
        .anyMatch(thread -> thread.getState() != Thread.State.WAITING)) {
      Thread.onSpinWait();
    }
  }

  @Test
  void offer_fullQueue_refusesUntilThereIsRoom() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    try (ClassificationQueue queue = new ClassificationQueue(ClassificationQueueTest::answers, 2)) {
      CompletableFuture<Classification> one = queue.submit(image("a", () -> await(goOn)));
      assertThat(queue.offer(image("b", () -> await(goOn)))).isPresent();
      assertThat(queue.offer(image("c"))).isEmpty();
      Thread waiting =
          new Thread(
              () -> {
                try {
                  queue.submit(image("d"));
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      waiting.start();
      waiting.join(200);
      assertThat(waiting.isAlive()).as("waits for room").isTrue();
      goOn.countDown();
      waiting.join();
      assertThat(one.get().image()).isEqualTo("a");
    }
  }

  @Test
  void submit_interruptedWhileFull_takesNothing() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    try (ClassificationQueue queue = new ClassificationQueue(ClassificationQueueTest::answers, 1)) {
      CompletableFuture<Classification> one = queue.submit(image("a", () -> await(goOn)));
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> queue.submit(image("b"))).isInstanceOf(InterruptedException.class);
      goOn.countDown();
      assertThat(one.get().image()).isEqualTo("a");
      assertThat(queue.submit(image("c")).get().image()).isEqualTo("c");
    }
  }

  @Test
  void failures_reachTheirOwnImageAlone() throws Exception {
    InputException broken = new InputException("b: is broken");
    OutOfMemoryError memory = new OutOfMemoryError("native");
    CountDownLatch decoded = new CountDownLatch(4);
    CountDownLatch first = new CountDownLatch(1);
    Function<List<NamedCell>, List<Classification>> engine =
        cells -> {
          await(first);
          if (cells.stream().anyMatch(cell -> cell.name().equals("bad"))) {
            throw memory;
          }
          return answers(cells);
        };
    try (ClassificationQueue queue = new ClassificationQueue(engine, 8)) {
      CompletableFuture<Classification> unreadable =
          queue.submit(
              image(
                  "b",
                  () -> {
                    decoded.countDown();
                    throw broken;
                  }));
      CompletableFuture<Classification> a = queue.submit(image("a", decoded::countDown));
      CompletableFuture<Classification> bad = queue.submit(image("bad", decoded::countDown));
      CompletableFuture<Classification> c = queue.submit(image("c", decoded::countDown));
      await(decoded);
      first.countDown();
      assertThat(a.get().image()).isEqualTo("a");
      assertThat(c.get().image()).isEqualTo("c");
      assertThatThrownBy(unreadable::get).cause().isSameAs(broken);
      assertThatThrownBy(bad::get).cause().isSameAs(memory);
    }
  }

  @Test
  void close_acceptedImages_areAnsweredNotLater() throws Exception {
    List<CompletableFuture<Classification>> futures = new ArrayList<>();
    ClassificationQueue queue = new ClassificationQueue(ClassificationQueueTest::answers, 50);
    for (int i = 0; i < 50; i++) {
      futures.add(queue.submit(image("c" + i)));
    }
    queue.close();
    queue.close();
    assertThat(futures).allMatch(one -> one.isDone() && !one.isCompletedExceptionally());
    assertThatThrownBy(() -> queue.submit(image("late"))).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> queue.offer(image("late"))).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void closeNow_unansweredImages_areCancelled() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    Function<List<NamedCell>, List<Classification>> endless =
        cells -> {
          started.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new org.allnet.data.RunException("interrupted", e);
          }
          return answers(cells);
        };
    ClassificationQueue queue = new ClassificationQueue(endless, 2);
    CompletableFuture<Classification> first = queue.submit(image("a"));
    CompletableFuture<Classification> second = queue.submit(image("b"));
    await(started);
    List<Throwable> refused = Collections.synchronizedList(new ArrayList<>());
    Thread waiting =
        new Thread(
            () -> {
              try {
                queue.submit(image("c"));
              } catch (InterruptedException | IllegalStateException e) {
                refused.add(e);
              }
            });
    waiting.start();
    waiting.join(100);
    queue.closeNow();
    waiting.join();
    assertThat(first.isCancelled()).isTrue();
    assertThat(second.isCancelled()).isTrue();
    assertThat(refused).singleElement().isInstanceOf(IllegalStateException.class);
  }

  @Test
  void close_interrupted_cancelsTheRest() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    ClassificationQueue queue = new ClassificationQueue(ClassificationQueueTest::answers, 1);
    CompletableFuture<Classification> one =
        queue.submit(
            image(
                "a",
                () -> {
                  try {
                    never.await();
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                }));
    Thread.currentThread().interrupt();
    queue.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(one.isCancelled()).isTrue();
  }

  @Test
  void submit_fromTheQueuesOwnThread_isRefused() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    try (ClassificationQueue queue = new ClassificationQueue(ClassificationQueueTest::answers, 4)) {
      CompletableFuture<?> chained =
          queue
              .submit(image("a", () -> await(goOn)))
              .thenCompose(
                  one -> {
                    try {
                      return queue.submit(image("b"));
                    } catch (InterruptedException e) {
                      throw new IllegalStateException(e);
                    }
                  });
      goOn.countDown();
      assertThatThrownBy(chained::get)
          .cause()
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Async");
    }
  }

  @Test
  void close_onItsOwnThread_isRefusedNotHung() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    try (ClassificationQueue queue = new ClassificationQueue(ClassificationQueueTest::answers, 4)) {
      CompletableFuture<Void> chained =
          queue.submit(image("a", () -> await(goOn))).thenAccept(one -> queue.close());
      goOn.countDown();
      assertThatThrownBy(() -> chained.get(20, TimeUnit.SECONDS))
          .cause()
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("can't close");
      assertThat(queue.submit(image("b")).get().image()).isEqualTo("b");
    }
  }

  @Test
  void capacity_belowOne_isRefused() {
    assertThatThrownBy(() -> new ClassificationQueue(ClassificationQueueTest::answers, 0))
        .isInstanceOf(OptionException.class);
  }
}
