package org.allnet.data.duplicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.allnet.data.RunException;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.integrity.DataTree;
import org.allnet.data.synthetic.SyntheticDataset;
import org.allnet.data.synthetic.SyntheticOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CopySearchTest {

  private static final ImageDecoder DECODER = new ImageDecoder(DecodeLimits.DEFAULTS);
  private static final int WAYS = DerivedCopies.Way.values().length;

  @TempDir Path folder;

  private static List<Path> files(Path root, int most) throws IOException {
    try (Stream<Path> walk = Files.walk(root)) {
      List<Path> files =
          new ArrayList<>(
              walk.filter(file -> file.toString().matches(".*\\.(bmp|jpg|png)")).sorted().toList());
      Collections.shuffle(files, new Random(5));
      return files.subList(0, Math.min(most, files.size()));
    }
  }

  private static BufferedImage read(Path file) throws IOException {
    return Objects.requireNonNull(ImageIO.read(file.toFile()), file.toString());
  }

  private static Appearance look(byte[] file) {
    return Objects.requireNonNull(Appearance.of(DECODER.decode(file, "copy")));
  }

  private static Appearance look(BufferedImage picture) throws IOException {
    return look(DerivedCopies.written(picture, 0));
  }

  /** An image and a copy of each way; nothing if it can't be compared. */
  private static Map<String, Appearance> withCopies(Path file, boolean onBlack) {
    Map<String, Appearance> looks = new HashMap<>();
    Appearance original = Appearance.of(DECODER.decode(file));
    if (original == null) {
      return looks;
    }
    looks.put(file.toString(), original);
    try {
      BufferedImage picture = read(file);
      for (DerivedCopies.Way way : DerivedCopies.Way.values()) {
        Random random = new Random(31L * file.getFileName().toString().hashCode() + way.ordinal());
        looks.put(file + "#" + way, look(DerivedCopies.of(picture, way, onBlack, random)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return looks;
  }

  /** Every image with a copy of each way among all others: what is found and what is not. */
  private static void requireAllAndNoOther(List<Path> files, boolean onBlack, double recall)
      throws IOException {
    Map<String, Appearance> looks = new ConcurrentHashMap<>();
    files.parallelStream().forEach(file -> looks.putAll(withCopies(file, onBlack)));
    long copies = looks.keySet().stream().filter(name -> name.contains("#")).count();
    int found = 0;
    List<CopyPair> wrong = new ArrayList<>();
    for (CopyPair pair : CopySearch.pairs(looks)) {
      String one = pair.image().replaceAll("#.*", "");
      String other = pair.other().replaceAll("#.*", "");
      if (!one.equals(other)) {
        wrong.add(pair);
      } else if (pair.image().equals(one)) {
        found++;
      }
    }
    assertThat(copies).isGreaterThanOrEqualTo(20 * WAYS);
    assertThat((double) found / copies).as("recall").isGreaterThanOrEqualTo(recall);
    assertThat(wrong).as("false pairs").isEmpty();
  }

  @Test
  void copiesOfSyntheticCells_areFoundAlone() throws IOException {
    SyntheticDataset.write(folder, new SyntheticOptions(2, 5, 300, 7), done -> {});
    requireAllAndNoOther(files(folder, 20), true, 1);
  }

  @Test
  @Tag("nightly")
  void copiesOfManySyntheticCells_areFoundAlone() throws IOException {
    SyntheticDataset.write(folder, new SyntheticOptions(4, 5, 300, 7), done -> {});
    requireAllAndNoOther(files(folder, 40), true, 1);
  }

  @ParameterizedTest
  @CsvSource({"pbc, 20, false, 1", "taleqani/Benign, 20, false, 1", "taleqani/Early, 20, false, 1"})
  void derivedCopiesOfRealImagesAreFoundAndNoOthers(
      String set, int images, boolean onBlack, double recall) throws IOException {
    requireAllAndNoOther(files(DataTree.real(set), images), onBlack, recall);
  }

  @Tag("nightly")
  @ParameterizedTest
  @CsvSource({"pbc, 80, false, 1", "taleqani/Benign, 80, false, 1", "taleqani/Early, 80, false, 1"})
  void copiesOfManyRealImages_areFoundAlone(String set, int images, boolean onBlack, double recall)
      throws IOException {
    requireAllAndNoOther(files(DataTree.real(set), images), onBlack, recall);
  }

  @Test
  @Tag("nightly")
  void copiesOfManyCellsOnAGround_areFoundAlone() throws IOException {
    requireFoundOnAGround(100);
  }

  @Test
  void copiesOfCellsOnAGround_areFoundAlone() throws IOException {
    requireFoundOnAGround(40);
  }

  private static void requireFoundOnAGround(int count) throws IOException {
    List<Path> cells = new ArrayList<>(files(DataTree.real("wbc-masks"), 600));
    // A saturated ground is taken for one that was laid beneath, and not in every copy.
    // PNG files are the masks; these two cells were photographed twice.
    cells.removeIf(file -> file.toString().matches(".*(\\.png|084\\.bmp|169\\.bmp)"));
    requireAllAndNoOther(cells.subList(0, count), false, 0.95);
  }

  @Test
  @Tag("nightly")
  void copiesOfManyCellsOnBlack_areFoundAlone() throws IOException {
    requireFoundOnBlack(60);
  }

  @Test
  void copiesOfCellsOnBlack_areFoundAlone() throws IOException {
    requireFoundOnBlack(20);
  }

  private static void requireFoundOnBlack(int count) throws IOException {
    List<Path> cells = new ArrayList<>(files(DataTree.real("cnmc"), 104));
    // These two are the same file.
    cells.removeIf(file -> file.toString().endsWith("UID_h3_1_1_hem.bmp"));
    requireAllAndNoOther(cells.subList(0, count), true, 1);
  }

  @Test
  @Tag("nightly")
  void allRealCellsOfDifferentNames_areNoCopies() throws IOException {
    requireNoCopies(600);
  }

  @Test
  void someRealCellsOfDifferentNames_areNoCopies() throws IOException {
    requireNoCopies(120);
  }

  private static void requireNoCopies(int cells) throws IOException {
    Map<String, Appearance> looks = new HashMap<>();
    for (Path file : files(DataTree.real("pbc"), cells)) {
      Appearance look = Appearance.of(DECODER.decode(file));
      assertThat(look).as("%s is no even image", file).isNotNull();
      looks.put(file.getFileName().toString(), Objects.requireNonNull(look));
    }
    assertThat(CopySearch.pairs(looks)).isEmpty();
  }

  /**
   * Cells that lie alone on a saturated ground resemble each other. The two pairs are copies: one
   * cell photographed twice, looked at by eye.
   */
  @Test
  void realCellsAloneOnAGroundAreNoCopies() throws IOException {
    Map<String, Appearance> looks = new HashMap<>();
    for (Path file : files(DataTree.real("wbc-masks/dataset-1"), 600)) {
      if (file.toString().endsWith(".bmp")) {
        looks.put(
            file.getFileName().toString(),
            Objects.requireNonNull(Appearance.of(DECODER.decode(file)), file.toString()));
      }
    }
    assertThat(looks).hasSizeGreaterThan(90);
    assertThat(CopySearch.pairs(looks))
        .extracting(pair -> pair.image() + " ~ " + pair.other())
        .containsExactly("071.bmp ~ 084.bmp", "167.bmp ~ 169.bmp");
  }

  /** Some structure that no symmetry leaves as it is. */
  private static BufferedImage field(long seed) {
    Random random = new Random(seed);
    BufferedImage picture = new BufferedImage(240, 200, BufferedImage.TYPE_INT_RGB);
    var graphics = picture.createGraphics();
    // No lamp lights a field evenly.
    graphics.setPaint(
        new java.awt.GradientPaint(
            0, 0, new java.awt.Color(235, 225, 230), 240, 0, new java.awt.Color(215, 205, 210)));
    graphics.fillRect(0, 0, 240, 200);
    for (int i = 0; i < 25; i++) {
      int radius = 8 + random.nextInt(14);
      graphics.setColor(
          new java.awt.Color(100 + random.nextInt(100), 60 + random.nextInt(90), 150));
      graphics.fillOval(random.nextInt(230), random.nextInt(190), radius, radius + 5);
    }
    graphics.dispose();
    return picture;
  }

  private static @Nullable Set<CopyKind> kinds(BufferedImage one, byte[] other) throws IOException {
    CopyPair pair = CopySearch.compared("a", look(one), "b", look(other));
    return pair == null ? null : pair.kinds();
  }

  @Test
  void compared_saysWhatWasDone() throws IOException {
    BufferedImage one = field(1);
    assertThat(kinds(one, DerivedCopies.written(one, 0.75f)))
        .isEqualTo(EnumSet.of(CopyKind.RE_ENCODED));
    assertThat(kinds(one, DerivedCopies.written(DerivedCopies.resized(one, 0.6), 0)))
        .isEqualTo(EnumSet.of(CopyKind.RESIZED));
    assertThat(kinds(one, DerivedCopies.written(DerivedCopies.laid(one, 2), 0)))
        .isEqualTo(EnumSet.of(CopyKind.MIRRORED));
    assertThat(kinds(one, DerivedCopies.written(DerivedCopies.laid(one, 6), 0)))
        .isEqualTo(EnumSet.of(CopyKind.TURNED));
    assertThat(kinds(one, DerivedCopies.written(DerivedCopies.laid(one, 3), 0)))
        .isEqualTo(EnumSet.of(CopyKind.TURNED));
    assertThat(kinds(one, DerivedCopies.written(DerivedCopies.laid(one, 1), 0)))
        .isEqualTo(EnumSet.of(CopyKind.TURNED, CopyKind.MIRRORED));
    assertThat(kinds(one, DerivedCopies.written(DerivedCopies.shifted(one, 0.03, -0.04, false), 0)))
        .isEqualTo(EnumSet.of(CopyKind.SHIFTED));
    assertThat(kinds(one, DerivedCopies.written(field(2), 0))).isNull();
  }

  @Test
  void pairs_ofAnInterruptedThread_stops() throws IOException {
    Map<String, Appearance> looks = Map.of("a", look(field(1)), "b", look(field(2)));
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> CopySearch.pairs(looks))
          .isInstanceOf(RunException.class)
          .hasMessageContaining("interrupted while comparing images");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(CopySearch.pairs(looks)).isEmpty();
  }

  @Test
  void coarse_bothWays_isForegroundCorrelation() {
    Random random = new Random(3);
    for (boolean black : List.of(false, true)) {
      for (Shift rough : List.of(new Shift(0, 0, 1), new Shift(2, -2, 1), new Shift(-1, 2, 1))) {
        byte[] a = structure(random, black);
        byte[] b = structure(random, black);
        Shift found = Shift.coarse(a, b, Symmetry.QUARTER_TURN, rough);
        Shift best = new Shift(0, 0, -1);
        for (int down = 2 * rough.down() - 2; down <= 2 * rough.down() + 2; down++) {
          for (int along = 2 * rough.along() - 2; along <= 2 * rough.along() + 2; along++) {
            double correlation = correlation(a, b, Symmetry.QUARTER_TURN, down, along);
            if (correlation > best.correlation()) {
              best = new Shift(down, along, correlation);
            }
          }
        }
        assertThat(found.correlation()).isCloseTo(best.correlation(), within(1e-12));
        assertThat(found)
            .extracting(Shift::down, Shift::along)
            .containsExactly(best.down(), best.along());
      }
    }
  }

  private static byte[] structure(Random random, boolean black) {
    byte[] structure = new byte[Appearance.SIDE * Appearance.SIDE];
    for (int i = 0; i < structure.length; i++) {
      boolean background = black && (i / Appearance.SIDE / 8 + i % Appearance.SIDE / 8) % 3 == 0;
      structure[i] = background ? Appearance.BACKGROUND : (byte) (random.nextInt(255) - 127);
    }
    return structure;
  }

  /** Sums of four pixels each, written out; null if one is background or outside. */
  private static @Nullable Integer four(byte[] structure, Symmetry symmetry, int row, int column) {
    int sum = 0;
    for (int y = 2 * row; y < 2 * row + 2; y++) {
      for (int x = 2 * column; x < 2 * column + 2; x++) {
        if (Math.min(y, x) < 0 || Math.max(y, x) >= Appearance.SIDE) {
          return null;
        }
        byte one = structure[symmetry.source(y, x, Appearance.SIDE)];
        if (one == Appearance.BACKGROUND) {
          return null;
        }
        sum += one;
      }
    }
    return sum;
  }

  private static double correlation(byte[] a, byte[] b, Symmetry symmetry, int down, int along) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int y = 0; y < Shift.HALF; y++) {
      for (int x = 0; x < Shift.HALF; x++) {
        Integer p = four(a, Symmetry.SAME, y, x);
        Integer q = four(b, symmetry, y + down, x + along);
        if (p != null && q != null) {
          ab += p * q;
          aa += p * p;
          bb += q * q;
        }
      }
    }
    return ab / Math.sqrt(aa * bb + 1e-9);
  }

  @Test
  void evenAndTinyImagesHaveNoIdentity() {
    byte[] grey = new byte[100 * 100 * 3];
    java.util.Arrays.fill(grey, (byte) 200);
    assertThat(Appearance.of(new CellPixels(100, 100, 0, 0, 100, 100, grey))).isNull();
    for (int i = 0; i < grey.length; i++) {
      // A slope of light, and the noise of a camera.
      grey[i] = (byte) (150 + i / 300 / 2 + new Random(i).nextInt(3));
    }
    assertThat(Appearance.of(new CellPixels(100, 100, 0, 0, 100, 100, grey))).isNull();
    assertThat(Appearance.of(new CellPixels(100, 100, 0, 0, 0, 0, new byte[0]))).isNull();
    byte[] noise = new byte[20 * 20 * 3];
    new Random(1).nextBytes(noise);
    assertThat(Appearance.of(new CellPixels(100, 100, 40, 40, 20, 20, noise))).isNull();
  }
}
