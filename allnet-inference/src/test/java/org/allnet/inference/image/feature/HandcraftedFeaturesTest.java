package org.allnet.inference.image.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.SegmentationMode;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.testing.RealImages;
import org.junit.jupiter.api.Test;

class HandcraftedFeaturesTest {

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);

  @Test
  void names_areAsManyAsSaidAndDistinct() {
    assertThat(HandcraftedFeatures.names()).hasSize(45).doesNotHaveDuplicates();
    assertThat(HandcraftedFeatures.of(Pictures.disc(5)).names())
        .isEqualTo(HandcraftedFeatures.names());
  }

  @Test
  void of_emptyMask_isAllZero() {
    MaskedCell none = new MaskedCell(0, 0, new byte[0], new boolean[0]);
    MaskedCell masked = Pictures.grey(4, 3, new int[12], new boolean[12]);

    assertThat(HandcraftedFeatures.of(none).values()).hasSize(45).containsOnly(0);
    assertThat(HandcraftedFeatures.of(masked).values()).hasSize(45).containsOnly(0);
  }

  @Test
  void of_onePixel_hasShapeAndColourButNoTexture() {
    CellFeatures features = HandcraftedFeatures.of(Pictures.colours(0x804020));

    assertThat(features.value("area")).isEqualTo(1);
    assertThat(features.value("red-mean")).isEqualTo(128 / 255.0);
    assertThat(Arrays.copyOfRange(features.values(), 25, 45)).containsOnly(0);
  }

  @Test
  void of_anyPictureTurned_staysTheSame() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      MaskedCell cell = Pictures.random(random);
      double[] features = HandcraftedFeatures.of(cell).values();
      MaskedCell turned = cell;
      for (int quarter = 0; quarter < 3; quarter++) {
        turned = Pictures.turned(turned);
        assertThat(HandcraftedFeatures.of(turned).values()).containsExactly(features, within(1e-7));
      }
    }
  }

  @Test
  void of_anyPicture_liesInItsRanges() {
    Random random = new Random(8);
    for (int round = 0; round < 200; round++) {
      CellFeatures features = HandcraftedFeatures.of(Pictures.random(random));

      for (String fraction :
          List.of(
              "solidity",
              "extent",
              "eccentricity",
              "nucleus-fraction",
              "red-mean",
              "hue-mean",
              "saturation-mean",
              "value-mean",
              "cooccurrence-1-energy",
              "cooccurrence-3-homogeneity",
              "binary-pattern-9")) {
        assertThat(features.value(fraction)).as(fraction).isBetween(0.0, 1.0);
      }
      assertThat(features.value("cooccurrence-1-correlation")).isBetween(-1.0, 1.0);
      // A ragged blob may have no pixel with whole surroundings.
      double patterns = Arrays.stream(features.values(), 35, 45).sum();
      assertThat(patterns * (1 - patterns)).isCloseTo(0, within(1e-9));
    }
  }

  @Test
  void cut_window_getsItsOwnPartOfTheFramesMask() {
    // One grey, one vivid and one black pixel, off the frame's corner.
    byte[] rgb = {90, 90, 90, (byte) 200, 20, 90, 0, 0, 0};
    CellPixels cell = new CellPixels(9, 11, 4, 6, 1, 3, rgb);

    assertThat(MaskedCell.cut(cell, SegmentationMode.STRETCHED, CPU).mask())
        .containsExactly(false, true, false);
    assertThat(MaskedCell.cut(cell, SegmentationMode.OTSU, CPU).mask())
        .containsExactly(false, true, false);
    assertThat(MaskedCell.cut(cell, SegmentationMode.NONE, CPU).mask())
        .containsExactly(true, true, false);
    CellPixels black = new CellPixels(9, 11, 0, 0, 0, 0, new byte[0]);
    assertThat(MaskedCell.cut(black, SegmentationMode.STRETCHED, CPU).kept()).isZero();
  }

  @Test
  void value_unknownName_isRefused() {
    CellFeatures features = HandcraftedFeatures.of(Pictures.disc(3));
    assertThatThrownBy(() -> features.value("roundness"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("roundness");
  }

  @Test
  void of_realCells_arePlausible() throws IOException {
    List<Path> files = RealImages.files("cnmc", ".bmp");
    double[] areas = new double[12];
    for (int i = 0; i < areas.length; i++) {
      CellPixels cell = RealImages.read(files.get(i * (files.size() / areas.length)));
      CellFeatures whole = HandcraftedFeatures.of(MaskedCell.cut(cell, SegmentationMode.NONE, CPU));
      MaskedCell cut = MaskedCell.cut(cell, SegmentationMode.STRETCHED, CPU);
      CellFeatures kept = HandcraftedFeatures.of(cut);

      // The silhouette closes holes and drops specks, so it is near the count of pixels.
      assertThat(whole.value("area")).isBetween(0.95 * cell.area(), 1.05 * cell.area());
      assertThat(kept.value("area")).isLessThanOrEqualTo(whole.value("area"));
      assertThat(whole.value("circularity")).isBetween(0.5, 1.1);
      assertThat(whole.value("solidity")).isBetween(0.8, 1.0);
      assertThat(whole.value("nucleus-fraction")).isBetween(0.05, 0.95);
      assertThat(Arrays.stream(kept.values()).allMatch(Double::isFinite)).isTrue();
      areas[i] = whole.value("area");
    }
    Arrays.sort(areas);

    // A lymphocyte of C-NMC is some 200 to 400 pixels across in a frame of 450.
    assertThat(areas[0]).isGreaterThan(10_000);
    assertThat(areas[areas.length - 1]).isLessThan(150_000);
  }
}
