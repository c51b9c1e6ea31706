package org.allnet.inference.refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.allnet.data.InputException;
import org.allnet.data.file.Sha256;
import org.allnet.evaluation.decision.OutlierMethod;
import org.allnet.inference.image.quality.ImageMeasures;
import org.allnet.inference.image.quality.ImageQuality;
import org.allnet.testing.StoredFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read of the part of a model file, if something in it can't be right. */
class RefusalPartTest {

  private static final Path FIRST = StoredFile.of("refusal-1.bin");
  private static final String SECOND = "refusal-2.bin";
  private static final int FEATURES = 4;
  private static final int AXES = 4;

  // Where things are in version 2, in bytes.
  private static final int RANGES = 44;
  private static final int COUNTS = RANGES + 5 * 16;
  private static final int MEANS = COUNTS + 16;
  private static final int GAUSSIANS = MEANS + 4 * FEATURES * (2 + AXES);
  private static final int DEVIATION = GAUSSIANS + 8 * (AXES + 1);
  private static final int COVARIANCE = DEVIATION + 8 * (AXES + 1) * 3;

  private static byte[] written() {
    Random random = new Random(4);
    float[][] features = new float[20][FEATURES];
    for (float[] row : features) {
      for (int j = 0; j < row.length; j++) {
        row[j] = (float) random.nextGaussian();
      }
    }
    List<ImageMeasures> measures =
        IntStream.range(0, 20)
            .mapToObj(
                i ->
                    new ImageMeasures(
                        new ImageQuality(450, 0.1 + i * 0.001, 0, 0.4, 20 + i),
                        random.doubles(ImageMeasures.APPEARANCE).toArray()))
            .toList();
    return RefusalModel.fit(
            features,
            IntStream.range(0, 20).map(i -> i % 2).toArray(),
            new int[] {FEATURES},
            measures,
            1)
        .accepting(0.9, new double[] {1, 2, 3}, new double[] {1, 2, 3})
        .toBytes();
  }

  /** Its bytes with a change, and a checksum that fits. */
  private static byte[] changed(Consumer<ByteBuffer> change) {
    byte[] bytes = written();
    change.accept(ByteBuffer.wrap(bytes));
    var digest = Sha256.digest();
    digest.update(bytes, 0, bytes.length - 32);
    System.arraycopy(digest.digest(), 0, bytes, bytes.length - 32, 32);
    return bytes;
  }

  private static void assertNamed(byte[] bytes, String what) {
    assertThatThrownBy(() -> RefusalModel.fromBytes(bytes, "m.safetensors"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "m.safetensors: its part that refuses images is damaged: %s can't be right; copy the file again, or train anew"
                .formatted(what));
  }

  @ParameterizedTest
  @CsvSource({
    "12, NaN, the threshold of features",
    "20, -1, the threshold of colours and texture",
    "28, 1.5, the fraction that it accepts",
    "28, NaN, the fraction that it accepts",
    "44, 1e9, the range of frame",
    "68, NaN, the range of focus",
    "108, Infinity, the range of contrast"
  })
  void damagedNumber_isNamed(int at, double value, String what) {
    assertNamed(changed(bytes -> bytes.putDouble(at, value)), what);
  }

  @ParameterizedTest
  @CsvSource({
    "36, 0, the number of its images",
    "124, 0, the number of features",
    "128, 65, the number of axes",
    "132, 0, the number of class means",
    "136, 2001, the number of directions"
  })
  void damagedCount_isNamed(int at, int value, String what) {
    assertNamed(changed(bytes -> bytes.putInt(at, value)), what);
  }

  @Test
  void lengthsThatContradict_areNamed() {
    for (int at : new int[] {COUNTS, COUNTS + 4, COUNTS + 8, COUNTS + 12}) {
      assertNamed(
          changed(bytes -> bytes.putInt(at, bytes.getInt(at) + (at == COUNTS + 4 ? -1 : 1))),
          "its length beside the numbers of features, axes, class means and directions");
    }
  }

  @Test
  void damagedStatistics_areNamed() {
    assertNamed(changed(b -> b.putFloat(MEANS, Float.NaN)), "the mean of a feature");
    assertNamed(
        changed(b -> b.putFloat(MEANS + 4 * FEATURES, Float.NaN)), "the scale of a feature");
    assertNamed(changed(b -> b.putFloat(GAUSSIANS - 4, Float.NaN)), "an axis");
    assertNamed(changed(b -> b.putDouble(GAUSSIANS, Double.NaN)), "the mean of features");
    assertNamed(changed(b -> b.putDouble(DEVIATION, 0)), "the deviation of features");
    assertNamed(changed(b -> b.putDouble(COVARIANCE, -1)), "a covariance of features");
    assertNamed(
        changed(b -> b.putDouble(b.capacity() - 32 - 8, -1)),
        "a covariance of colours and texture");
  }

  /** A file of the first version has neither colours and texture nor a range of frames. */
  @Test
  void firstVersion_isRead_andRefusesByFeatures() throws IOException {
    byte[] bytes = Files.readAllBytes(FIRST);

    RefusalModel read = RefusalModel.fromBytes(bytes, "m");

    Evidence image = new Evidence(new float[] {1, -2, 3, 0}, -1, new double[] {0.5, 0.5});
    ImageMeasures measured =
        new ImageMeasures(
            new ImageQuality(7, 0.11, 0, 0.41, 30), new double[ImageMeasures.APPEARANCE]);
    assertThat(read.toBytes()).isEqualTo(bytes);
    assertThat(read.describe().get(0))
        .isEqualTo(
            "unlike training: distance to the nearest class above 3.000 is refused; fitted on 20 training images, accepts at least 90.0 % of 3 validation images");
    assertThat(read.describe()).hasSize(5);
    assertThat(read.distance(image)).isEqualTo(5.189946599939989, within(1e-9));
    assertThat(read.score(OutlierMethod.COMBINED, image, measured))
        .isEqualTo(read.distance(image) / 3, within(1e-12));
    assertThat(read.score(OutlierMethod.APPEARANCE, image, measured)).isNaN();
    assertThat(read.look(2.9, measured)).isEmpty();
    assertThat(read.look(3.1, measured)).isPresent();
    assertThat(Arrays.copyOf(bytes, 12)[11]).isEqualTo((byte) 1);
  }

  @BeforeAll
  static void store(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve(SECOND), written());
    StoredFile.storeIfMissing(SECOND, file);
  }

  @Test
  void secondVersion_isReadAndWrittenAsStored(@TempDir Path folder) throws IOException {
    RefusalModel read = RefusalModel.fromBytes(Files.readAllBytes(StoredFile.of(SECOND)), "stored");

    assertThat(read.thresholds()).isEqualTo(new Thresholds(3, 3));
    assertThat(read.describe())
        .hasSize(6)
        .startsWith(
            "unlike training: distance to the nearest class above 3.000, or distance in colour and texture above 3.000, is refused; fitted on 20 training images, accepts at least 90.0 % of 3 validation images",
            "poor image: side of the frame in pixels outside 405.0 to 495.0 is refused");
    StoredFile.requireSame(SECOND, Files.write(folder.resolve("now.bin"), read.toBytes()));
    assertThat(written()[11]).as("the version that is written").isEqualTo((byte) 2);
  }
}
