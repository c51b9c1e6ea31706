package org.allnet.inference.image.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.allnet.data.InputException;
import org.allnet.data.RunException;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.NamedCell;
import org.allnet.data.image.SegmentationMode;
import org.allnet.evaluation.decision.NothingToSee;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.image.pixels.Frames;
import org.allnet.inference.image.segmentation.Segmenter;
import org.allnet.testing.RealImages;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SightCheckTest {

  @TempDir static Path folder;

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);

  private static SightCheck check(SegmentationMode mode) {
    return new SightCheck(InputOptions.segmented(mode), List.of(60, 45), CPU);
  }

  /** A cell of 30 x 30 pixels on black, the first of them of another colour. */
  private static CellPixels cell(int red, int green, int blue) {
    byte[] rgb = new byte[30 * 30 * 3];
    for (int i = 0; i < 900; i++) {
      int shade = i % 7;
      System.arraycopy(
          new byte[] {(byte) (90 + shade), (byte) (45 + shade), (byte) (110 + shade)},
          0,
          rgb,
          i * 3,
          3);
    }
    System.arraycopy(new byte[] {(byte) red, (byte) green, (byte) blue}, 0, rgb, 0, 3);
    return new CellPixels(60, 60, 15, 15, 30, 30, rgb);
  }

  private static CellPixels blank(int level) {
    byte[] rgb = new byte[60 * 60 * 3];
    java.util.Arrays.fill(rgb, (byte) level);
    return new CellPixels(60, 60, 0, 0, 60, 60, rgb);
  }

  @ParameterizedTest
  @EnumSource(SegmentationMode.class)
  void blankImages_areEvenWhateverTheSegmentation(SegmentationMode mode) {
    for (CellPixels image :
        List.of(
            blank(0), blank(255), blank(128), new CellPixels(60, 60, 0, 0, 0, 0, new byte[0]))) {
      assertThat(check(mode).look(image)).containsInstanceOf(NothingToSee.OfImage.class);
    }
  }

  @Test
  void noiseStripsAndFewPixels_blameTheImage() {
    byte[] rgb = new byte[60 * 60 * 3];
    new java.util.Random(1).nextBytes(rgb);
    CellPixels noise = new CellPixels(60, 60, 0, 0, 60, 60, rgb);
    CellPixels strip = new CellPixels(30, 200, 0, 0, 30, 30, cell(90, 45, 110).rgb());
    CellPixels row = new CellPixels(1, 400, 0, 0, 1, 400, java.util.Arrays.copyOf(rgb, 1200));
    List<String> keys = new ArrayList<>();
    for (CellPixels image : List.of(noise, strip, row)) {
      NothingToSee found = check(SegmentationMode.NONE).look(image).orElseThrow();
      assertThat(found.isOfImage()).isTrue();
      assertThat(found.reason()).startsWith("nothing to see: ");
      keys.add(found.key());
    }
    assertThat(keys).containsExactly("noise", "long", "small");
  }

  /** A nearly black pixel has the saturation 1, so that the cell falls below the band. */
  @Test
  void cellThatSegmentationErases_isToldWithTheMode() {
    Optional<NothingToSee> found = check(SegmentationMode.STRETCHED).look(cell(1, 0, 1));

    assertThat(found).containsInstanceOf(NothingToSee.Erased.class);
    assertThat(found.orElseThrow().reason()).contains("'stretched'", "5.0 %");
    assertThat(check(SegmentationMode.STRETCHED).look(cell(90, 45, 110))).isEmpty();
    assertThat(check(SegmentationMode.NONE).look(cell(1, 0, 1))).isEmpty();
  }

  /** Threads look side by side, each for itself. */
  @ParameterizedTest
  @EnumSource(SegmentationMode.class)
  void manyTogether_areToldAsEachAlone(SegmentationMode mode) {
    List<CellPixels> cells = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      cells.add(
          switch (i % 4) {
            case 0 -> blank(6 * i);
            case 1 -> cell(1, 0, 1);
            case 2 -> cell(90, 45, 110 + i);
            default -> cell(i, 2 * i, 5 * i);
          });
    }

    List<Optional<NothingToSee>> together = check(mode).look(cells);

    assertThat(together).isEqualTo(cells.stream().map(check(mode)::look).toList());
    assertThat(together.stream().distinct()).hasSizeGreaterThan(1);
  }

  /** What JPEG leaves on black is coloured, nearly black, and no part of the cell. */
  @Test
  void rimThatSegmentationKeeps_isNoCell() {
    byte[] rgb = new byte[60 * 60 * 3];
    CellPixels cell = cell(90, 45, 110);
    for (int i = 0; i < 60 * 60; i++) {
      int row = i / 60 - 15;
      int column = i % 60 - 15;
      if (row >= 0 && row < 30 && column >= 0 && column < 30) {
        System.arraycopy(cell.rgb(), (row * 30 + column) * 3, rgb, i * 3, 3);
      } else if (row >= -3 && row < 33 && column >= -3 && column < 33) {
        rgb[i * 3] = 13;
        rgb[i * 3 + 2] = 13;
      }
    }
    CellPixels rimmed = new CellPixels(60, 60, 0, 0, 60, 60, rgb);

    assertThat(check(SegmentationMode.STRETCHED).look(rimmed))
        .containsInstanceOf(NothingToSee.Erased.class);
    assertThat(check(SegmentationMode.NONE).look(rimmed)).isEmpty();
  }

  /** A copy that is answered shows the network at least a part of the cell. */
  @ParameterizedTest
  @CsvSource({
    "STRETCHED, 85, 112, 0.04, 10",
    "STRETCHED, 95, 112, 0.04, 10",
    "STRETCHED, 75, 81, 0.04, 10",
    "OTSU, 75, 81, 0.001, 3",
    "OTSU, 85, 81, 0.001, 3"
  })
  void jpegCopiesOfRealCells_areErasedOrSeen(
      SegmentationMode mode, int quality, int size, double part, int least) throws IOException {
    List<Path> files = RealImages.files("cnmc/training_data", ".bmp");
    SightCheck check = new SightCheck(InputOptions.segmented(mode), List.of(size), CPU);
    int erased = 0;
    int looked = 0;
    for (int at = 0; at < files.size(); at += 5) {
      CellPixels original = RealImages.read(files.get(at));
      CellPixels copy = jpeg(files.get(at), quality / 100f);
      looked++;
      if (check.look(copy).isPresent()) {
        erased++;
      } else {
        assertThat(keptOfCell(original, copy, mode))
            .as(files.get(at).toString())
            .isGreaterThan(part);
      }
    }
    assertThat(looked).isEqualTo(21);
    assertThat(erased).isGreaterThan(least);
  }

  private static CellPixels jpeg(Path file, float quality) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam how = writer.getDefaultWriteParam();
    how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    how.setCompressionQuality(quality);
    Path copy = folder.resolve("copy.jpg");
    try (ImageOutputStream out = ImageIO.createImageOutputStream(copy.toFile())) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(ImageIO.read(file.toFile()), null, null), how);
    } finally {
      writer.dispose();
    }
    return RealImages.read(copy);
  }

  /** Which part of what is not black in an original is kept of its copy. */
  private static double keptOfCell(CellPixels original, CellPixels copy, SegmentationMode mode) {
    try (PointerScope scope = new PointerScope()) {
      float[] mask =
          Tensors.toFloats(Segmenter.segment(mode, Frames.stack(List.of(copy), 450, CPU)).mask());
      int cell = 0;
      int kept = 0;
      for (int i = 0; i < mask.length; i++) {
        if ((original.rgb()[3 * i] | original.rgb()[3 * i + 1] | original.rgb()[3 * i + 2]) != 0) {
          cell++;
          kept += mask[i] > 0 ? 1 : 0;
        }
      }
      return (double) kept / cell;
    }
  }

  /** 2 % of all pixels, but nearly all of what is visible. */
  @Test
  void smallPaleCellOnALightGround_isNotErased() {
    int side = 300;
    byte[] rgb = new byte[side * side * 3];
    for (int i = 0; i < side * side; i++) {
      boolean inside = Math.hypot(i % side - 140.0, i / side - 160.0) < 24;
      int[] colour = inside ? new int[] {225, 212, 230} : new int[] {240, 240, 245};
      for (int k = 0; k < 3; k++) {
        rgb[i * 3 + k] = (byte) colour[k];
      }
    }
    CellPixels pale = new CellPixels(side, side, 0, 0, side, side, rgb);
    for (SegmentationMode mode : List.of(SegmentationMode.STRETCHED, SegmentationMode.OTSU)) {
      assertThat(check(mode).look(pale)).as(mode.key()).isEmpty();
    }
  }

  /** Eight images are looked at together. */
  @Test
  void survey_interrupted_stopsThereAndSaysSo() {
    List<NamedCell> cells = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      cells.add(new NamedCell("cell " + i, cell(90, 45, 110)));
    }
    List<Integer> told = new ArrayList<>();
    try {
      assertThatThrownBy(
              () ->
                  SightSurvey.of(
                      check(SegmentationMode.STRETCHED),
                      cells,
                      done -> {
                        told.add(done);
                        Thread.currentThread().interrupt();
                      }))
          .isInstanceOf(RunException.class)
          .hasMessage("interrupted while looking at what segmentation leaves");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(told).containsExactly(8);
  }

  /** A cell in a corner, outside the middle that the model looks at. */
  @Test
  void cellOutsideTheCrop_isNeitherEvenNorErased() {
    CellPixels cell = cell(90, 45, 110);
    CellPixels corner = new CellPixels(200, 200, 0, 0, 30, 30, cell.rgb());
    SightCheck cropping =
        new SightCheck(new InputOptions(SegmentationMode.NONE, 60, false), List.of(60), CPU);
    List<NamedCell> cells =
        List.of(
            new NamedCell("corner", corner),
            new NamedCell("cell", cell),
            new NamedCell("blank", blank(0)));

    SightSurvey survey = SightSurvey.of(cropping, cells, done -> {});

    assertThat(survey.leftOut().names()).isEqualTo("blank");
    assertThat(survey.evaluated().kinds())
        .singleElement()
        .satisfies(
            kind -> {
              assertThat(kind.names()).isEqualTo("corner");
              assertThat(kind.counted())
                  .isEqualTo("the middle 60 x 60 pixels (crop = 60) show nothing of 1 of 3 images");
            });
  }

  /** Half of what such a network sees would be black. */
  @Test
  void erasedCopyBesideTheImage_isToldAsThat() {
    InputOptions stacked = new InputOptions(SegmentationMode.STRETCHED, 0, true);
    SightCheck check = new SightCheck(stacked, List.of(60), CPU);

    NothingToSee found = check.look(cell(1, 0, 1)).orElseThrow();

    assertThat(found.key()).isEqualTo("erased");
    assertThat(found.isOfImage()).isFalse();
    assertThat(found.reason())
        .startsWith("nothing to see of the segmented copy that the model looks at beside the image")
        .contains("'stretched'", "5.0 %");
    assertThat(check.look(cell(90, 45, 110))).isEmpty();
    List<NamedCell> cells = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      cells.add(new NamedCell("c" + i, cell(1, 0, 1)));
    }
    SightSurvey survey = SightSurvey.of(check, cells, done -> {});
    assertThat(survey.counted())
        .isEqualTo(
            "segmentation 'stretched' leaves nothing to see of the segmented copies of 8 of 8 images");
    assertThatThrownBy(() -> survey.requireMostKept("cells", true))
        .hasMessageContaining("nothing is left to see of their segmented copies; ")
        .hasMessageContaining("channels = image");
  }

  /** A network that sees the image too gets no other answers for a black copy. */
  @ParameterizedTest
  @EnumSource(SegmentationMode.class)
  void copyBesideTheImage_isJudgedAsAlone(SegmentationMode mode) throws IOException {
    if (mode == SegmentationMode.NONE) {
      return;
    }
    SightCheck alone = new SightCheck(InputOptions.segmented(mode), List.of(81), CPU);
    SightCheck beside = new SightCheck(new InputOptions(mode, 0, true), List.of(81), CPU);
    List<Path> files = RealImages.files("cnmc/training_data", ".bmp");
    for (int at = 0; at < files.size(); at += 20) {
      CellPixels copy = jpeg(files.get(at), 0.9f);
      assertThat(beside.look(copy).isPresent()).isEqualTo(alone.look(copy).isPresent());
    }
  }

  @Test
  void handcraftedFeatures_areOfTheImageAtItsOwnSize() {
    SightCheck own =
        new SightCheck(InputOptions.segmented(SegmentationMode.STRETCHED), List.of(), CPU);
    assertThat(own.look(cell(1, 0, 1))).containsInstanceOf(NothingToSee.Erased.class);
    assertThat(own.look(cell(90, 45, 110))).isEmpty();
  }

  private static SightSurvey survey(int erased, int whole) {
    List<NamedCell> cells = new ArrayList<>();
    for (int i = 0; i < erased + whole; i++) {
      cells.add(new NamedCell("c" + i, i < erased ? cell(1, 0, 1) : cell(90, 45, 110)));
    }
    return SightSurvey.of(check(SegmentationMode.STRETCHED), cells, done -> {});
  }

  @Test
  void mostlyErasedSet_isRefusedNamingOtherModes() {
    assertThatThrownBy(() -> survey(6, 5).requireMostKept("fields", false))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("fields: segmentation 'stretched' erases 6 of 11 images")
        .hasMessageContaining("'otsu', which keeps the nuclei")
        .hasMessageContaining("'none', which keeps everything");
    assertThatCode(() -> survey(5, 5).requireMostKept("fields", false)).doesNotThrowAnyException();
    assertThatCode(() -> survey(3, 0).requireMostKept("three", false)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource(SegmentationMode.class)
  void advice_neverNamesTheModeInUse(SegmentationMode mode) {
    if (mode != SegmentationMode.NONE) {
      assertThat(mode.instead()).doesNotContain("'" + mode.key() + "'");
    }
  }

  @Test
  void sample_isSpreadEvenly() {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      all.add(i);
    }
    assertThat(SightSurvey.sample(all)).hasSize(64).startsWith(0, 15, 31).endsWith(984);
    assertThat(SightSurvey.sample(all.subList(0, 5))).containsExactly(0, 1, 2, 3, 4);
  }
}
