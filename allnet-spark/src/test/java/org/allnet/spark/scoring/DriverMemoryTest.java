package org.allnet.spark.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.allnet.spark.LocalSpark;
import org.allnet.spark.TinyModels;
import org.allnet.spark.scoring.ScoringOptions.Labels;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The driver's memory does not grow with the number of images. */
@Tag("nightly")
final class DriverMemoryTest {

  private static final int IN_A_FOLDER = 1000;

  @TempDir Path folder;

  /** Lists a folder, as a driver of its own: folder, folder for the plan. */
  public static void main(String[] words) {
    RoundPlan plan =
        RoundPlan.write(
            new Configuration(),
            new org.apache.hadoop.fs.Path(words[1]),
            options(words[0], words[1]),
            "sha");
    System.out.println("files: " + plan.files());
  }

  private static ScoringOptions options(String input, String out) {
    return new ScoringOptions(
        Path.of(out).resolveSibling("model.safetensors"),
        List.of(input),
        out,
        false,
        "image",
        "content",
        Labels.NONE,
        ScoringOptions.USUAL_ROUND);
  }

  private Path links(int count) throws IOException {
    Path one = Files.writeString(folder.resolve("one.bmp"), "x");
    Path many = folder.resolve("many");
    for (int i = 0; i < count; i++) {
      Path in = many.resolve("%04d".formatted(i / IN_A_FOLDER));
      if (i % IN_A_FOLDER == 0) {
        Files.createDirectories(in);
      }
      // A file has at most 65,000 names on some disks.
      if (i % 50_000 == 0) {
        one = Files.writeString(folder.resolve("one-" + i + ".bmp"), "x");
      }
      Files.createLink(in.resolve("a-white-blood-cell-%07d.bmp".formatted(i)), one);
    }
    return many;
  }

  @Test
  void listOfAMillionFiles_fitsIntoALittleMemory() throws Exception {
    Path many = links(1_000_000);
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx40m",
            "-XX:+UseSerialGC",
            DriverMemoryTest.class.getName(),
            many.toString(),
            folder.resolve("out").toString());
    builder
        .environment()
        .put(
            "CLASSPATH",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    File log = folder.resolve("log").toFile();
    Process process = builder.redirectErrorStream(true).redirectOutput(log).start();
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).as("ends").isTrue();
    assertThat(Files.readString(log.toPath())).contains("files: 1000000");
  }

  /** The most that is left after a collection while rows are scored. */
  private long most(int rows) throws Exception {
    SparkSession spark = LocalSpark.session();
    Path model = folder.resolve("model.safetensors");
    if (!Files.exists(model)) {
      TinyModels.write(model);
    }
    Path table = folder.resolve("rows-" + rows + ".parquet");
    spark
        .range(rows)
        .select(
            functions.concat(functions.lit("cell-"), functions.col("id")).as("image"),
            functions.lit(null).cast("binary").as("content"))
        .write()
        .parquet(table.toString());
    AtomicLong most = new AtomicLong();
    AtomicBoolean over = new AtomicBoolean();
    Thread watch =
        new Thread(
            () -> {
              while (!over.get()) {
                System.gc();
                most.accumulateAndGet(
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), Math::max);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
              }
            });
    watch.start();
    ScoringResult result;
    try {
      result =
          Scoring.in(
              spark,
              options(table.toString(), folder.resolve("scored-" + rows).toString()),
              new Scoring.Listener() {
                @Override
                public void planned(long files, String what, int rounds) {}

                @Override
                public void finished(int round, int of) {}
              });
    } finally {
      over.set(true);
      watch.join();
    }
    assertThat(result.images()).isEqualTo(rows);
    System.out.printf("%,d rows: %d MB after a collection%n", rows, most.get() >> 20);
    return most.get();
  }

  @Test
  void aMillionRows_takeTheMemoryOfTenThousand() throws Exception {
    most(1000); // classes, the model
    long few = most(10_000);
    long more = most(100_000);
    long many = most(1_000_000);
    assertThat(List.of(more, many)).allMatch(bytes -> bytes < few + (60L << 20));
  }
}
