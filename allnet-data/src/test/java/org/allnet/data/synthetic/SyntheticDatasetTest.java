package org.allnet.data.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.data.integrity.ImageHashes;
import org.allnet.data.layout.DatasetReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticDatasetTest {

  private static final int SIZE = 150;

  /** Cells of many persons; [0] healthy, [1] blasts. */
  private static List<List<BufferedImage>> cells(long seed) {
    Random random = new Random(seed);
    List<List<BufferedImage>> classes = List.of(new ArrayList<>(), new ArrayList<>());
    for (int label = 0; label < 2; label++) {
      for (int subject = 0; subject < 25; subject++) {
        SyntheticSubject person = SyntheticSubject.draw(label == 1, random);
        for (int cell = 0; cell < 8; cell++) {
          classes.get(label).add(SyntheticCell.paint(person, SIZE, random.nextLong()));
        }
      }
    }
    return classes;
  }

  private static double auroc(
      List<List<BufferedImage>> classes, ToDoubleFunction<BufferedImage> feature) {
    double[] healthy = classes.get(0).stream().mapToDouble(feature).toArray();
    double[] blasts = classes.get(1).stream().mapToDouble(feature).toArray();
    double wins = 0;
    for (double blast : blasts) {
      for (double other : healthy) {
        wins += blast > other ? 1 : blast == other ? 0.5 : 0;
      }
    }
    return wins / (healthy.length * (double) blasts.length);
  }

  private static double mean(BufferedImage image, ToDoubleFunction<int[]> value) {
    double sum = 0;
    int count = 0;
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        int rgb = image.getRGB(x, y) & 0xFFFFFF;
        if (rgb != 0) {
          sum += value.applyAsDouble(new int[] {rgb >> 16, rgb >> 8 & 255, rgb & 255});
          count++;
        }
      }
    }
    return sum / count;
  }

  private static double area(BufferedImage image) {
    int count = 0;
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        count += (image.getRGB(x, y) & 0xFFFFFF) != 0 ? 1 : 0;
      }
    }
    return count;
  }

  private static double saturation(int[] rgb) {
    double sum = rgb[0] + rgb[1] + rgb[2];
    return sum == 0 ? 0 : 1 - 3 * Math.min(rgb[0], Math.min(rgb[1], rgb[2])) / sum;
  }

  @Test
  void paint_areaAndColourAlone_doNotSettleTheClass() {
    for (long seed = 1; seed <= 3; seed++) {
      List<List<BufferedImage>> classes = cells(seed);
      assertThat(auroc(classes, SyntheticDatasetTest::area)).isBetween(0.65, 0.85);
      for (int channel = 0; channel < 3; channel++) {
        int c = channel;
        double auroc = auroc(classes, image -> mean(image, rgb -> rgb[c]));
        assertThat(Math.max(auroc, 1 - auroc)).isLessThan(0.85);
      }
    }
  }

  @Test
  void paint_shareOfTheNucleus_tellsTheClassesApart() {
    ToDoubleFunction<BufferedImage> nucleus =
        image -> mean(image, rgb -> saturation(rgb) > 0.36 ? 1 : 0);
    assertThat(auroc(cells(4), nucleus)).isGreaterThan(0.8);
  }

  @Test
  void paint_areas_followTheRealOnes() {
    List<List<BufferedImage>> classes = cells(5);
    double scale = 450.0 * 450 / (SIZE * SIZE);
    assertThat(classes.get(0).stream().mapToDouble(SyntheticDatasetTest::area).average())
        .hasValueCloseTo(26_500 / scale, org.assertj.core.data.Percentage.withPercentage(10));
    assertThat(classes.get(1).stream().mapToDouble(SyntheticDatasetTest::area).average())
        .hasValueCloseTo(36_200 / scale, org.assertj.core.data.Percentage.withPercentage(10));
  }

  @Test
  void paint_stretchedSaturation_keepsAsMuchAsOfRealCells() {
    int within = 0;
    List<BufferedImage> all = new ArrayList<>(cells(6).get(0));
    all.addAll(cells(6).get(1));
    for (BufferedImage image : all) {
      double[] most = new double[1];
      mean(image, rgb -> most[0] = Math.max(most[0], saturation(rgb)));
      double kept = mean(image, rgb -> Math.round(255 * saturation(rgb) / most[0]) >= 180 ? 1 : 0);
      within += kept >= 0.5 && kept <= 0.95 ? 1 : 0;
    }
    assertThat(within).isGreaterThan(all.size() * 8 / 10);
  }

  @Test
  void paint_aSet_isReadAsSyntheticCnmc(@TempDir Path folder) {
    Path root = folder.resolve("set");
    int painted = SyntheticDataset.paint(root, new SyntheticOptions(4, 3, 64, 9));
    Dataset dataset = DatasetReader.open(root, DatasetOptions.DEFAULTS);
    assertThat(painted).isEqualTo(24);
    assertThat(dataset.synthetic()).isTrue();
    assertThat(dataset.layout()).isEqualTo("C-NMC 2019");
    assertThat(dataset.labelled()).hasSize(24);
    assertThat(dataset.problems()).isEmpty();
    Map<String, Set<String>> parts = new HashMap<>();
    for (CellImage image : dataset.images()) {
      parts.computeIfAbsent(image.subject(), subject -> new HashSet<>()).add(image.part());
    }
    assertThat(parts).hasSize(8);
    assertThat(parts.values()).allSatisfy(part -> assertThat(part).hasSize(1));
    assertThat(new HashSet<>(ImageHashes.sha256(dataset).values())).hasSize(24);
  }

  @Test
  void paint_sameSeed_givesTheSameBytes(@TempDir Path folder) {
    for (String name : List.of("one", "two")) {
      SyntheticDataset.paint(folder.resolve(name), new SyntheticOptions(2, 2, 64, 3));
    }
    SyntheticDataset.paint(folder.resolve("other"), new SyntheticOptions(2, 2, 64, 4));
    Map<String, String> one = hashes(folder.resolve("one"));
    assertThat(hashes(folder.resolve("two"))).isEqualTo(one);
    assertThat(hashes(folder.resolve("other")).values()).doesNotContainAnyElementsOf(one.values());
  }

  private static Map<String, String> hashes(Path root) {
    return ImageHashes.sha256(DatasetReader.open(root, DatasetOptions.DEFAULTS));
  }

  @Test
  void paint_intoAFolderWithFiles_isRefused(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("mine.txt"), "x");
    assertThatThrownBy(() -> SyntheticDataset.paint(folder, SyntheticOptions.DEFAULTS))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("holds files already");
    assertThatThrownBy(() -> new SyntheticOptions(0, 1, 450, 1))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("--subjects 0");
  }
}
