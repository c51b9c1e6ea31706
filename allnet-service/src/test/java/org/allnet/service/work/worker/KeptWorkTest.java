package org.allnet.service.work.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.allnet.data.InputException;
import org.allnet.data.RunException;
import org.allnet.inference.BackgroundComputing;
import org.allnet.service.store.TestDatabase;
import org.allnet.service.work.Bench;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class KeptWorkTest {

  private static final Path SELF = Path.of("/proc/thread-self/stat");

  @TempDir private Path folder;

  /** How many steps the calling thread gives way, as Linux says. */
  private static int niceness() {
    try {
      return niceness(Files.readString(SELF));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int niceness(String said) {
    return Integer.parseInt(said.substring(said.lastIndexOf(')') + 2).split(" ")[16]);
  }

  /** Runs something on a thread of its own and waits for it. */
  private static Thread started(Runnable work, List<Throwable> failures) {
    Thread thread = new Thread(work);
    thread.setUncaughtExceptionHandler((of, failure) -> failures.add(failure));
    thread.start();
    return thread;
  }

  @Test
  void write_byAThreadThatGivesWay_doesNotGiveWay() throws Exception {
    assumeThat(Files.exists(SELF)).isTrue();
    int usual = niceness();
    List<Integer> found = Collections.synchronizedList(new ArrayList<>());
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    try (Bench bench = new Bench(TestDatabase.SQLITE.fresh(folder), folder);
        KeptWork kept = KeptWork.start(bench.store)) {
      started(
              () -> {
                BackgroundComputing.onThisThread();
                found.add(niceness());
                found.add(kept.write(Bench.SERVICE, tx -> niceness()));
              },
              failures)
          .join();
    }
    assertThat(failures).isEmpty();
    assertThat(found).containsExactly(Math.min(19, usual + 10), usual);
  }

  /** The pool starts the thread that opens connections when the first one waits for one. */
  @Test
  void connections_ofABusyThread_giveWayToNobody() throws Exception {
    assumeThat(Files.exists(SELF)).isTrue();
    int usual = niceness();
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    try (Bench bench = new Bench(TestDatabase.SQLITE.fresh(folder), folder)) {
      started(
              () -> {
                BackgroundComputing.onThisThread();
                bench.look(tx -> tx.projects().all());
              },
              failures)
          .join();
      assertThat(poolThreads()).isNotEmpty().containsOnly(usual);
    }
    assertThat(failures).isEmpty();
  }

  /** How many steps the threads of pools of connections give way, if they do anything. */
  private static List<Integer> poolThreads() throws IOException {
    List<Integer> found = new ArrayList<>();
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
      for (Path thread : threads) {
        String said;
        try {
          said = Files.readString(thread.resolve("stat"));
        } catch (IOException e) {
          continue; // has ended meanwhile
        }
        if (said.contains("(HikariPool-") || said.contains("(allnet-pool)")) {
          found.add(niceness(said));
        }
      }
    }
    return found;
  }

  @Test
  void write_ofWhatFails_throwsTheFailure() throws Exception {
    try (Bench bench = new Bench(TestDatabase.SQLITE.fresh(folder), folder);
        KeptWork kept = KeptWork.start(bench.store)) {
      InputException failure = new InputException("none of this id");
      assertThatThrownBy(
              () ->
                  kept.change(
                      Bench.SERVICE,
                      tx -> {
                        throw failure;
                      }))
          .isSameAs(failure);
    }
  }

  @Test
  void write_interruptedBefore_changesNothing() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    List<String> done = Collections.synchronizedList(new ArrayList<>());
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    try (Bench bench = new Bench(TestDatabase.SQLITE.fresh(folder), folder);
        KeptWork kept = KeptWork.start(bench.store)) {
      Thread first =
          started(
              () -> {
                kept.change(
                    Bench.SERVICE,
                    tx -> {
                      begun.countDown();
                      await(goOn);
                      done.add("first");
                    });
                done.add("still interrupted: " + Thread.currentThread().isInterrupted());
              },
              failures);
      begun.await();
      Thread second = started(() -> kept.change(Bench.SERVICE, tx -> done.add("second")), failures);
      second.interrupt();
      second.join();
      first.interrupt();
      goOn.countDown();
      first.join();
      kept.change(Bench.SERVICE, tx -> done.add("third"));
    }
    assertThat(done).containsExactly("first", "still interrupted: true", "third");
    assertThat(failures).hasSize(1).first().isInstanceOf(RunException.class);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
