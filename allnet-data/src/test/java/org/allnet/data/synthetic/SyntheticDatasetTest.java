package org.allnet.data.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.allnet.data.OptionException;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.data.integrity.ImageHashes;
import org.allnet.data.layout.DatasetReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SyntheticDatasetTest {

  @TempDir Path folder;

  @Test
  void paint_isReadAsCnmcAndMarkedSynthetic() {
    Path root = folder.resolve("set");

    SyntheticDataset.write(root, new SyntheticOptions(4, 3, 45, 7));

    Dataset dataset = DatasetReader.open(root, DatasetOptions.DEFAULTS);
    assertThat(dataset.synthetic()).isTrue();
    assertThat(dataset.name()).isEqualTo("synthetic cells");
    assertThat(dataset.images()).hasSize(24);
    assertThat(dataset.problems()).isEmpty();
    Map<String, Long> perSubject =
        dataset.images().stream()
            .collect(Collectors.groupingBy(CellImage::subject, Collectors.counting()));
    assertThat(perSubject.keySet())
        .containsExactlyInAnyOrder("1", "2", "3", "4", "H1", "H2", "H3", "H4");
    assertThat(perSubject.values()).containsOnly(3L);
    assertThat(dataset.images()).extracting(CellImage::part).contains("fold_0", "fold_1", "fold_2");
    assertThat(
            DatasetReader.open(root.resolve("training_data"), DatasetOptions.DEFAULTS).synthetic())
        .isTrue();
  }

  @Test
  void paint_seed_decidesEveryByte() {
    Map<String, String> first = hashes("a", 7);
    Map<String, String> second = hashes("b", 7);
    Map<String, String> other = hashes("c", 8);

    assertThat(second).isEqualTo(first);
    assertThat(other.values()).doesNotContainAnyElementsOf(first.values());
    assertThat(first.values()).doesNotHaveDuplicates();
  }

  @Test
  void paint_usedFolder_isRefusedAndLeftAlone() throws IOException {
    Path root = Files.createDirectories(folder.resolve("mine"));
    Files.writeString(root.resolve("real.bmp"), "real");

    assertThatThrownBy(() -> SyntheticDataset.write(root, new SyntheticOptions(1, 1, 45, 7)))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("not empty");
    try (var entries = Files.list(root)) {
      assertThat(entries).hasSize(1);
    }
  }

  @Test
  void syntheticCell_isOnBlackAwayFromTheEdge() {
    for (int seed = 0; seed < 40; seed++) {
      BufferedImage image = cell(seed % 2 == 0, seed, 90);
      for (int i = 0; i < 90; i++) {
        assertThat(image.getRGB(i, 0) & 0xffffff).isZero();
        assertThat(image.getRGB(0, i) & 0xffffff).isZero();
        assertThat(image.getRGB(i, 89) & 0xffffff).isZero();
        assertThat(image.getRGB(89, i) & 0xffffff).isZero();
      }
      assertThat(image.getRGB(45, 45) & 0xffffff).isNotZero();
    }
  }

  @Test
  void areas_areNearThoseOfCnmcAndDoNotDecideAlone() {
    List<Integer> blasts = new ArrayList<>();
    List<Integer> healthy = new ArrayList<>();
    for (int seed = 0; seed < 400; seed++) {
      blasts.add(area(cell(true, seed, 90)));
      healthy.add(area(cell(false, 1_000 + seed, 90)));
    }

    // C-NMC: about 36,200 and 26,500 of 202,500 pixels.
    assertThat(mean(blasts) / 8_100).isBetween(0.16, 0.20);
    assertThat(mean(healthy) / 8_100).isBetween(0.12, 0.15);
    assertThat(auroc(blasts, healthy)).isBetween(0.65, 0.85);
  }

  @Test
  void options_outOfRange_areRefused() {
    assertThatThrownBy(() -> new SyntheticOptions(0, 1, 45, 7)).hasMessageContaining("subjects 0");
    assertThatThrownBy(() -> new SyntheticOptions(1, 0, 45, 7)).hasMessageContaining("cells 0");
    assertThatThrownBy(() -> new SyntheticOptions(1, 1, 5, 7)).hasMessageContaining("size 5");
    assertThatThrownBy(() -> new SyntheticOptions(1000, 1000, 45, 7))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("at most");
  }

  private Map<String, String> hashes(String name, long seed) {
    Path root = folder.resolve(name);
    SyntheticDataset.write(root, new SyntheticOptions(2, 2, 45, seed));
    return ImageHashes.sha256(DatasetReader.open(root, DatasetOptions.DEFAULTS));
  }

  /** A cell of a person of its own. */
  private static BufferedImage cell(boolean blast, long seed, int size) {
    SplittableRandom random = new SplittableRandom(seed);
    CellTraits traits = CellTraits.draw(blast, CellTraits.Person.draw(random), random);
    return CellPainter.paint(size, traits, seed);
  }

  private static int area(BufferedImage image) {
    int area = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        area += (image.getRGB(x, y) & 0xffffff) != 0 ? 1 : 0;
      }
    }
    return area;
  }

  private static double mean(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).average().orElseThrow();
  }

  private static double auroc(List<Integer> positives, List<Integer> negatives) {
    double wins = 0;
    for (int p : positives) {
      for (int n : negatives) {
        wins += p > n ? 1 : p == n ? 0.5 : 0;
      }
    }
    return wins / positives.size() / negatives.size();
  }
}
