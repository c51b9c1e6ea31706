package org.allnet.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.allnet.data.OptionException;
import org.allnet.data.Sentence;
import org.allnet.data.WorkProgress;
import org.allnet.data.dataset.CellImage;
import org.allnet.inference.model.ImageScale;
import org.allnet.training.recipe.Recipes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of the scale of training images, and what is not. */
class TrainingScaleTest {

  /** The first chunk of a PNG file ends here. */
  private static final int BEHIND_HEADER = 33;

  @TempDir Path folder;
  private Path data;
  private List<Path> images;

  @BeforeEach
  void write() throws IOException {
    data = SyntheticSet.write(folder.resolve("data"), 2, 2, 40);
    try (Stream<Path> files = Files.walk(data)) {
      images = files.filter(file -> file.toString().endsWith(".png")).sorted().toList();
    }
  }

  private ImageScale scale(RunOptions options) {
    return TrainingScale.of(
        PreparedData.of(PreparedData.open(options), options, EarlierModels.NONE, WorkProgress.NONE),
        options);
  }

  private RunOptions.Builder options() {
    return RunOptions.of(data.toString(), Recipes.find("allnet"));
  }

  /** Adds the chunk that says how many pixels a metre has. */
  private static void say(Path png, int perMetre) throws IOException {
    byte[] chunk =
        ByteBuffer.allocate(13)
            .put("pHYs".getBytes(StandardCharsets.US_ASCII))
            .putInt(perMetre)
            .putInt(perMetre)
            .put((byte) 1)
            .array();
    CRC32 sum = new CRC32();
    sum.update(chunk);
    byte[] file = Files.readAllBytes(png);
    Files.write(
        png,
        ByteBuffer.allocate(file.length + 21)
            .put(file, 0, BEHIND_HEADER)
            .putInt(9)
            .put(chunk)
            .putInt((int) sum.getValue())
            .put(file, BEHIND_HEADER, file.length - BEHIND_HEADER)
            .array());
  }

  @Test
  void nobodySays_isNotKnown() {
    assertThat(scale(options().build())).isEqualTo(new ImageScale(40, null, ""));
  }

  @Test
  void everyFileSays_isTheirs_unlessItIsGiven() throws IOException {
    for (Path image : images) {
      say(image, 16_000_000);
    }

    assertThat(scale(options().build())).isEqualTo(new ImageScale(40, 0.0625, "PNG resolution"));
    assertThat(scale(options().spacing(0.25).build())).isEqualTo(new ImageScale(40, 0.25, "given"));
  }

  @Test
  void oneFileSaysOtherwise_isNotKnown() throws IOException {
    for (Path image : images) {
      say(image, image.equals(images.get(3)) ? 15_500_000 : 16_000_000);
    }

    assertThat(scale(options().build())).isEqualTo(new ImageScale(40, null, ""));
  }

  @Test
  void oneFileSaysNothing_isNotKnown() throws IOException {
    for (Path image : images.subList(1, images.size())) {
      say(image, 16_000_000);
    }

    assertThat(scale(options().build())).isEqualTo(new ImageScale(40, null, ""));
  }

  /** Seven of eight say 0.0625 micrometres; one says nothing. */
  @Test
  void spacing_thatImagesContradict_isTold() throws IOException {
    for (Path image : images.subList(1, images.size())) {
      say(image, 16_000_000);
    }
    List<CellImage> all = PreparedData.open(options().build()).images();

    assertThat(TrainingScale.contradiction(all, 0.25).map(Sentence::toString).orElse(""))
        .startsWith("spacing 0.25: the metadata of 7 of 8 images say otherwise, such as those of ")
        .endsWith(" (0.0625 micrometres, PNG resolution); the model file keeps what you gave");
    assertThat(TrainingScale.contradiction(all, 0.063)).isEmpty();
    assertThat(TrainingScale.contradiction(all, null)).isEmpty();
  }

  /** Images are padded to squares, so the longer side counts; a crop makes all alike. */
  @Test
  void imagesOfSeveralSizes_haveNoSide() throws IOException {
    File last = images.get(images.size() - 1).toFile();
    BufferedImage image = ImageIO.read(last);
    BufferedImage wider = new BufferedImage(50, 40, BufferedImage.TYPE_INT_RGB);
    wider.getGraphics().drawImage(image, 5, 0, null);
    ImageIO.write(wider, "png", last);

    assertThat(scale(options().build()).side()).isZero();
    RunOptions cropped =
        RunOptions.of(data.toString(), Recipes.find("allnet").with(Map.of("crop", "30"))).build();
    assertThat(scale(cropped).side()).isEqualTo(30);
  }

  @Test
  void spacing_thatIsNone_isRefused() {
    for (double none : new double[] {0, -0.1, 0.009, 16, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> options().spacing(none).build())
          .isInstanceOf(OptionException.class)
          .hasMessageContaining("0.01 to 10 micrometres");
    }
  }
}
