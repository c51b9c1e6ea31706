package org.allnet.data.duplicate;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.integrity.DataTree;
import org.allnet.data.synthetic.SyntheticDataset;
import org.allnet.data.synthetic.SyntheticOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cells that were cut out on one colour other than black. */
class GroundTest {

  private static final ImageDecoder DECODER = new ImageDecoder(DecodeLimits.DEFAULTS);
  private static final int[] COLOURS = {0xffffff, 0xd0d0d0};

  private static Map<String, BufferedImage> cells(Path root) throws IOException {
    Map<String, BufferedImage> cells = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(root)) {
      for (Path file : walk.filter(one -> one.toString().matches(".*\\.(bmp|png)")).toList()) {
        String name = file.getFileName().toString().replaceFirst("\\..*", "");
        cells.put(name, Objects.requireNonNull(ImageIO.read(file.toFile()), name));
      }
    }
    return cells;
  }

  private static BufferedImage on(int ground, BufferedImage cell) {
    int width = cell.getWidth();
    int height = cell.getHeight();
    BufferedImage laid = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int colour = cell.getRGB(x, y) & 0xffffff;
        laid.setRGB(x, y, colour == 0 ? ground : colour);
      }
    }
    return laid;
  }

  /** Every cell as PNG and as JPEG of two qualities: its own copies are found, and no others. */
  private static void requireOwnCopiesOnly(
      Map<String, BufferedImage> cells, List<String> known, double recall, int... colours)
      throws IOException {
    assertThat(cells).hasSizeGreaterThanOrEqualTo(40);
    for (int colour : colours) {
      for (boolean tight : List.of(false, true)) {
        Map<String, Appearance> looks = new HashMap<>();
        for (Map.Entry<String, BufferedImage> cell : cells.entrySet()) {
          BufferedImage framed = cell.getValue();
          BufferedImage laid = on(colour, tight ? DerivedCopies.tight(framed, 0) : framed);
          for (float quality : new float[] {0, 0.9f, 0.7f}) {
            byte[] file = DerivedCopies.written(laid, quality);
            Appearance look = Appearance.of(DECODER.decode(file, "cell"));
            if (look != null) {
              looks.put(cell.getKey() + "#" + quality, look);
            }
          }
        }
        String what = "on %06x, tight %s".formatted(colour, tight);
        int found = 0;
        for (CopyPair pair : CopySearch.pairs(looks)) {
          String one = pair.image().replaceFirst("#.*", "");
          String other = pair.other().replaceFirst("#.*", "");
          found += one.equals(other) && pair.image().endsWith("#0.0") ? 1 : 0;
          if (!one.equals(other)) {
            assertThat(one + "=" + other).as("a false pair %s", what).isIn(known);
          }
        }
        assertThat(found / (2.0 * cells.size()))
            .as("copies found %s", what)
            .isGreaterThanOrEqualTo(recall);
      }
    }
  }

  @Test
  void syntheticCells_haveNoCopiesButTheirOwn(@TempDir Path folder) throws IOException {
    SyntheticDataset.write(folder, new SyntheticOptions(4, 5, 300, 7), done -> {});
    requireOwnCopiesOnly(cells(folder), List.of(), 1, COLOURS);
  }

  /** Each of the two is one cell under two names. */
  private static final List<String> TWICE =
      List.of("UID_H10_1_1_hem=UID_h3_1_1_hem", "UID_H10_2_1_hem=UID_h3_2_1_hem");

  @Test
  @Tag("nightly")
  void realCellsOnEachColour_haveNoCopiesButTheirOwn() throws IOException {
    requireOwnCopiesOnly(cells(DataTree.real("cnmc")), TWICE, 0.98, COLOURS);
  }

  @Test
  void someRealCells_haveNoCopiesButTheirOwn() throws IOException {
    Map<String, BufferedImage> cells = cells(DataTree.real("cnmc"));
    List.copyOf(cells.keySet()).subList(0, 60).forEach(cells::remove);
    requireOwnCopiesOnly(cells, TWICE, 0.98, COLOURS[1]);
  }

  private static CellPixels madeBlack(CellPixels pixels) {
    return Ground.madeBlack(pixels, Objects.requireNonNull(Box.of(pixels)));
  }

  private static List<Path> photographs(String set) throws IOException {
    try (Stream<Path> walk = Files.walk(DataTree.real(set))) {
      return walk.filter(file -> file.toString().endsWith(".jpg")).sorted().toList();
    }
  }

  private static List<String> onGround(List<Path> photographs) {
    return photographs.stream()
        .filter(
            file -> {
              CellPixels pixels = DECODER.decode(file);
              return madeBlack(pixels) != pixels;
            })
        .map(file -> file.getFileName().toString())
        .toList();
  }

  /** A platelet that lies alone in its picture. */
  private static final String ALONE = "PLATELET_514605.jpg";

  @Test
  void somePhotographedCells_lieOnNoGround() throws IOException {
    List<Path> cells = photographs("pbc");
    List<Path> some =
        IntStream.range(0, cells.size())
            .filter(i -> i % 8 == 0 || cells.get(i).endsWith(ALONE))
            .mapToObj(cells::get)
            .toList();
    assertThat(onGround(some)).containsOnly(ALONE);
    assertThat(onGround(photographs("taleqani/Benign").subList(0, 40))).isEmpty();
  }

  @Test
  @Tag("nightly")
  void allPhotographedCells_lieOnNoGround() throws IOException {
    assertThat(onGround(photographs("pbc"))).containsOnly(ALONE);
    assertThat(onGround(photographs("taleqani/Benign"))).isEmpty();
  }

  /** A disc in a square of another grey, with some noise in the colours of the square. */
  private static CellPixels disc(int ground, int noise) {
    byte[] rgb = new byte[60 * 60 * 3];
    for (int i = 0; i < rgb.length; i++) {
      int y = i / 180 - 30;
      int x = i % 180 / 3 - 30;
      int level = y * y + x * x < 400 ? 90 + (i * 31 % 40) : ground + (i * 17 % (2 * noise + 1));
      rgb[i] = (byte) level;
    }
    return new CellPixels(60, 60, 0, 0, 60, 60, rgb);
  }

  @Test
  void madeBlack_blackensGroundAndColouredOutline() {
    CellPixels black = madeBlack(disc(200, 0));
    assertThat(black.area()).isBetween(1000, 1200);
    assertThat(madeBlack(disc(250, 0)).area()).isEqualTo(black.area());
    CellPixels onBlack = disc(0, 0);
    assertThat(madeBlack(onBlack)).isSameAs(onBlack);
    CellPixels photographed = disc(200, 4);
    assertThat(madeBlack(photographed)).isSameAs(photographed);
  }
}
