package org.allnet.explain.perturbation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.explain.map.RgbImage;
import org.junit.jupiter.api.Test;

class SlicTest {

  /** A cell cut out on black: an ellipse with a darker nucleus and some noise. */
  private static RgbImage cell(int height, int width, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] rgb = new float[3 * height * width];
    for (int at = 0; at < height * width; at++) {
      double y = (at / width - height / 2.0) / (0.4 * height);
      double x = (at % width - width / 2.0) / (0.35 * width);
      double r = y * y + x * x;
      if (r < 1) {
        double noise = random.nextDouble(-0.05, 0.05);
        rgb[3 * at] = (float) ((r < 0.4 ? 0.4 : 0.8) + noise);
        rgb[3 * at + 1] = (float) ((r < 0.4 ? 0.2 : 0.6) + noise);
        rgb[3 * at + 2] = (float) ((r < 0.4 ? 0.5 : 0.8) + noise);
      }
    }
    return new RgbImage(height, width, rgb);
  }

  /** How many connected regions the pixels of a label are. */
  private static int regions(Superpixels superpixels, int label) {
    int[] one =
        Arrays.stream(superpixels.labels()).map(l -> l == label ? 0 : Superpixels.NONE).toArray();
    return Regions.connected(superpixels.height(), superpixels.width(), one, 1).count();
  }

  @Test
  void cut_anyCell_givesConnectedSuperpixels() {
    for (long seed = 0; seed < 10; seed++) {
      RgbImage image = cell(60 + 7 * (int) seed, 80, seed);

      Superpixels superpixels = new Slic(30, 10, false).cut(image);

      boolean[] foreground = image.foreground();
      for (int at = 0; at < foreground.length; at++) {
        assertThat(superpixels.labels()[at] != Superpixels.NONE).isEqualTo(foreground[at]);
      }
      assertThat(superpixels.count()).isBetween(22, 38);
      for (int label = 0; label < superpixels.count(); label++) {
        assertThat(regions(superpixels, label)).isEqualTo(1);
      }
      int least = Arrays.stream(superpixels.areas()).min().orElseThrow();
      int pixels = Arrays.stream(superpixels.areas()).sum();
      assertThat(least).isGreaterThanOrEqualTo(pixels / 30 / 4);
    }
  }

  @Test
  void cut_twice_givesTheSame() {
    RgbImage image = cell(100, 100, 3);

    assertThat(Slic.DEFAULTS.cut(image)).isEqualTo(Slic.DEFAULTS.cut(image));
  }

  @Test
  void cut_evenSquare_givesTheGrid() {
    float[] rgb = new float[3 * 40 * 40];
    Arrays.fill(rgb, 0.5f);

    Superpixels superpixels = new Slic(16, 10, false).cut(new RgbImage(40, 40, rgb));

    assertThat(superpixels.count()).isEqualTo(16);
    assertThat(Arrays.stream(superpixels.areas())).allMatch(area -> area >= 64 && area <= 144);
    assertThat(superpixels.labels()[0]).isEqualTo(0);
    assertThat(superpixels.labels()[40 * 40 - 1]).isEqualTo(15);
  }

  @Test
  void cut_sharpEdge_followsIt() {
    // The left 13 columns are dark: no superpixel lies on both sides of the edge.
    float[] rgb = new float[3 * 40 * 40];
    for (int at = 0; at < 1600; at++) {
      Arrays.fill(rgb, 3 * at, 3 * at + 3, at % 40 < 13 ? 0.1f : 0.9f);
    }

    Superpixels superpixels = new Slic(16, 10, false).cut(new RgbImage(40, 40, rgb));

    for (int row = 0; row < 40; row++) {
      int left = superpixels.labels()[row * 40 + 12];
      for (int at = 0; at < 1600; at++) {
        assertThat(superpixels.labels()[at] == left && at % 40 >= 13).isFalse();
      }
    }
  }

  @Test
  void cut_withBackground_hasItAsTheLastSuperpixel() {
    RgbImage image = cell(64, 64, 1);

    Superpixels superpixels = new Slic(12, 10, true).cut(image);

    boolean[] foreground = image.foreground();
    assertThat(superpixels.background()).isTrue();
    for (int at = 0; at < foreground.length; at++) {
      assertThat(superpixels.labels()[at] == superpixels.count() - 1).isEqualTo(!foreground[at]);
    }
  }

  @Test
  void cut_speck_belongsToTheBackground() {
    RgbImage image = cell(64, 64, 1);
    image.rgb()[0] = 1;

    assertThat(new Slic(12, 10, false).cut(image).labels()[0]).isEqualTo(Superpixels.NONE);
  }

  @Test
  void cut_imageWithTooFewPixels_isRefused() {
    assertThatThrownBy(() -> Slic.DEFAULTS.cut(new RgbImage(8, 8, new float[192])))
        .isInstanceOf(InputException.class)
        .hasMessage("the image is black; there is nothing to cut into superpixels");
    float[] small = new float[192];
    Arrays.fill(small, 0.5f);
    assertThatThrownBy(() -> Slic.DEFAULTS.cut(new RgbImage(8, 8, small)))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "the cell has 64 pixels, and 50 superpixels need at least 200; give a larger image, or use the method occlusion");
    assertThatThrownBy(() -> new Slic(1, 10, false)).isInstanceOf(OptionException.class);
  }

  @Test
  void lab_ofKnownColours_isTheTables() {
    float[] white = LabPixels.of(new RgbImage(1, 1, new float[] {1, 1, 1}));
    float[] red = LabPixels.of(new RgbImage(1, 1, new float[] {1, 0, 0}));

    assertThat(white)
        .containsExactly(new float[] {100, 0, 0}, org.assertj.core.api.Assertions.within(0.02f));
    assertThat(red)
        .containsExactly(
            new float[] {53.24f, 80.09f, 67.20f}, org.assertj.core.api.Assertions.within(0.02f));
  }
}
