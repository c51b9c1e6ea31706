package org.allnet.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.allnet.data.RunException;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.data.integrity.ImageHashes;
import org.allnet.data.layout.DatasetReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecodeMemoryTest {

  private static final long MEBIBYTE = 1 << 20;

  /** A process of its own with little memory: loads the data set and says what came of it. */
  public static final class Loading {

    private Loading() {}

    public static void main(String[] arguments) {
      Dataset dataset = DatasetReader.open(Path.of(arguments[0]), DatasetOptions.DEFAULTS);
      try {
        CellStore store =
            CellStore.load(
                dataset,
                dataset.images(),
                new ImageDecoder(DecodeLimits.DEFAULTS),
                Runtime.getRuntime().maxMemory() / 2);
        System.out.println(store.size() + " decoded, problems " + store.problems());
      } catch (RunException e) {
        String file = e.file().map(name -> Path.of(name).getFileName().toString()).orElse("none");
        System.out.println("of " + file + ": " + e.getMessage());
      }
    }
  }

  private static String load(Path folder, String heap) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-Djava.awt.headless=true",
                "-Djava.util.concurrent.ForkJoinPool.common.parallelism=8",
                "-cp",
                System.getProperty("java.class.path"),
                Loading.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().reduce((first, last) -> last).orElse("");
  }

  /** Black but for the middle, so that what is kept is small. */
  private static void picture(Path file, int side, String format) throws IOException {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_3BYTE_BGR);
    image.setRGB(side / 2, side / 2, 0xFFFFFF);
    Files.createDirectories(file.getParent());
    assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
  }

  @Test
  void load_largeImagesLittleMemory_decodesInTurn(@TempDir Path folder) throws Exception {
    for (int i = 0; i < 8; i++) {
      boolean png = i % 2 == 0;
      picture(
          folder.resolve((i < 4 ? "hem" : "all") + "/" + i + (png ? ".png" : ".tif")),
          2000,
          png ? "png" : "tiff");
    }
    assertThat(load(folder, "96m")).isEqualTo("8 decoded, problems []");
  }

  @Test
  void load_imageThatNeverFits_isRefusedByName(@TempDir Path folder) throws Exception {
    picture(folder.resolve("hem/small.png"), 100, "png");
    picture(folder.resolve("all/huge.png"), 5000, "png");
    assertThat(load(folder, "96m"))
        .startsWith("of huge.png: ")
        .contains("huge.png: needs about 287 MiB of memory to decode")
        .contains("of Java's 96 MiB not so much is left")
        .contains("-Xmx");
  }

  /** A tag of 60 MB in the head of a small picture is read before its pixels are. */
  @Test
  void load_headTooLargeForMemory_isRefused(@TempDir Path folder) throws Exception {
    int side = 40;
    int xmp = 60 << 20;
    int[][] tags = {
      {256, 4, 1, side},
      {257, 4, 1, side},
      {258, 4, 1, 8},
      {259, 4, 1, 1},
      {262, 4, 1, 1},
      {273, 4, 1, 200},
      {277, 4, 1, 1},
      {278, 4, 1, side},
      {279, 4, 1, side * side},
      {700, 1, xmp, 200 + side * side}
    };
    ByteBuffer head = ByteBuffer.allocate(200 + side * side).order(ByteOrder.LITTLE_ENDIAN);
    head.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8);
    head.putShort((short) tags.length);
    for (int[] tag : tags) {
      head.putShort((short) tag[0]).putShort((short) tag[1]).putInt(tag[2]).putInt(tag[3]);
    }
    Path file = Files.createDirectories(folder.resolve("all")).resolve("talkative.tif");
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(head.array());
      for (int written = 0; written < xmp; written += 1 << 20) {
        out.write(new byte[1 << 20]);
      }
    }
    assertThat(load(folder, "48m"))
        .startsWith("of talkative.tif: ")
        .contains("talkative.tif: needs about", "-Xmx");
    assertThat(load(folder, "512m")).isEqualTo("1 decoded, problems []");
  }

  @Test
  void load_ofAnInterruptedThread_stops(@TempDir Path folder) throws Exception {
    picture(folder.resolve("all/a.png"), 40, "png");
    Dataset dataset = DatasetReader.open(folder, DatasetOptions.DEFAULTS);
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(
              () ->
                  CellStore.load(
                      dataset, dataset.images(), new ImageDecoder(DecodeLimits.DEFAULTS), MEBIBYTE))
          .isInstanceOf(RunException.class)
          .hasMessageContaining("interrupted while decoding");
      assertThatThrownBy(() -> ImageHashes.sha256(dataset))
          .isInstanceOf(RunException.class)
          .hasMessageContaining("interrupted while hashing");
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void take_ofMoreThanHalf_isOneAtATime() throws Exception {
    assertThat(mostAtOnce(new DecodeMemory(10 * MEBIBYTE), 6 * MEBIBYTE)).isEqualTo(1);
    assertThat(mostAtOnce(new DecodeMemory(10 * MEBIBYTE), 60 * MEBIBYTE)).isEqualTo(1);
    assertThat(mostAtOnce(new DecodeMemory(10 * MEBIBYTE), 4 * MEBIBYTE)).isEqualTo(2);
  }

  private static int mostAtOnce(DecodeMemory memory, long each) throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> tasks = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        tasks.add(
            threads.submit(
                () -> {
                  try (DecodeMemory.Taken taken = memory.take(each, "x")) {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    Thread.sleep(10);
                    now.decrementAndGet();
                  }
                  return null;
                }));
      }
      for (Future<?> task : tasks) {
        task.get();
      }
    } finally {
      threads.shutdownNow();
    }
    return most.get();
  }

  @Test
  void take_interruptedThread_throwsKeepsNothing() {
    DecodeMemory memory = new DecodeMemory(MEBIBYTE);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> memory.take(1, "cell.png"))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("cell.png: interrupted")
        .matches(failure -> ((RunException) failure).isInterrupt())
        .extracting(failure -> ((RunException) failure).file())
        .isEqualTo(Optional.of("cell.png"));
    assertThat(Thread.interrupted()).isTrue();
    memory.take(MEBIBYTE, "cell.png").close();
  }
}
