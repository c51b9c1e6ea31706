package org.allnet.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.allnet.inference.Classifier;
import org.allnet.inference.compute.Device;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of processes. */
final class RealClusterTest {

  private static final int CELLS = 12;

  /** Six tasks of some thirty images: one is done, one is lost, and there are others. */
  private static final int COPIES = 16;

  @TempDir Path folder;

  /** Some images under many names, so that there is work for a while. */
  private Path many() throws IOException {
    Path few = TinyCells.write(folder.resolve("few"), CELLS);
    Path many = folder.resolve("many");
    try (Stream<Path> files = Files.walk(few)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = Files.createDirectories(many.resolve(file.getParent().getFileName()));
        for (int copy = 0; copy < COPIES; copy++) {
          Files.createLink(to.resolve(copy + "-" + file.getFileName()), file);
        }
      }
    }
    TinyCells.hostile(many.resolve("all"));
    return many;
  }

  private static boolean hasCommittedATask(Path out) {
    try (Stream<Path> files = Files.exists(out) ? Files.walk(out) : Stream.<Path>empty()) {
      return files.anyMatch(file -> file.getFileName().toString().startsWith("task_"));
    } catch (IOException | java.io.UncheckedIOException e) {
      return false; // files come and go
    }
  }

  @Test
  void killedExecutor_costsAndDoublesNoImage() throws Exception {
    requireAllOnce(Path.of(System.getProperty("java.home")), 2, true);
  }

  /** That a task which is lost is done again depends on no version of Java. */
  @Test
  void anotherJava_answersEachImageOnce() throws Exception {
    requireAllOnce(OtherJava.require(), 2, false);
  }

  @Tag("nightly")
  @Test
  void killedExecutor_onAnotherJava_costsNothing() throws Exception {
    requireAllOnce(OtherJava.require(), 2, true);
  }

  private void requireAllOnce(Path java, int workers, boolean kill) throws Exception {
    Path model = TinyModels.write(folder.resolve("model.safetensors"));
    Path many = many();
    Path out = folder.resolve("out");
    try (RealCluster cluster = new RealCluster(folder.resolve("cluster"), java, workers)) {
      Process driver =
          cluster.driver(
              "driver",
              ScoreProgram.class,
              cluster.master(),
              model.toString(),
              many.toString(),
              out.toString());
      if (kill) {
        requireKilled(cluster, out, driver);
      }
      assertThat(driver.waitFor(4, TimeUnit.MINUTES)).as("ends").isTrue();
      assertThat(driver.exitValue()).as(cluster.text("driver")).isZero();
      assertThat(cluster.text("driver")).contains("\"images\":" + (CELLS * COPIES + 5));
    }
    requireAnswers(model, out);
  }

  /** Kills an executor once a task is committed: the older one, which is at work for certain. */
  private static void requireKilled(RealCluster cluster, Path out, Process driver)
      throws InterruptedException {
    RealCluster.await("a committed task", () -> hasCommittedATask(out) || !driver.isAlive());
    Optional<ProcessHandle> executor =
        cluster.executors().stream()
            .min(Comparator.comparing(one -> one.info().startInstant().orElse(Instant.MAX)));
    executor.ifPresent(ProcessHandle::destroyForcibly);
    assertThat(executor).as("an executor to kill; %s", cluster.text("driver")).isPresent();
  }

  private void requireAnswers(Path model, Path out) throws IOException {
    Map<String, Double> answers = new HashMap<>();
    List<Row> rows =
        LocalSpark.session().read().parquet(out.resolve("answers").toString()).collectAsList();
    for (Row row : rows) {
      answers.put(row.getAs("image"), row.getAs("p_all"));
    }
    assertThat(rows).hasSize(CELLS * COPIES + 5);
    assertThat(answers).hasSize(CELLS * COPIES + 5);
    try (Classifier alone = Classifier.builder(model).device(Device.CPU).threads(1).open();
        Stream<Path> files = Files.walk(folder.resolve("few"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        double own = alone.classify(file).probabilities().get("all");
        String name = file.getFileName().toString();
        for (int copy = 0; copy < COPIES; copy++) {
          Double answer = answers.get(file.getParent().getFileName() + "/" + copy + "-" + name);
          assertThat(answer).as(name).isCloseTo(own, within(1e-6));
        }
      }
    }
  }
}
