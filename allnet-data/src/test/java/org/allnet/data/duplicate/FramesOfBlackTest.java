package org.allnet.data.duplicate;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.integrity.DataTree;
import org.allnet.data.synthetic.SyntheticDataset;
import org.allnet.data.synthetic.SyntheticOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cells on black, however much of the black their frames have. */
class FramesOfBlackTest {

  private static final ImageDecoder DECODER = new ImageDecoder(DecodeLimits.DEFAULTS);

  /** How a cell is framed. */
  private enum Frame {
    WHOLE,
    BORDER,
    TIGHT;

    BufferedImage of(BufferedImage cell) {
      return this == WHOLE ? cell : DerivedCopies.tight(cell, this == BORDER ? 8 : 0);
    }
  }

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

  private static Appearance look(BufferedImage picture, float quality) throws IOException {
    byte[] file = DerivedCopies.written(picture, quality);
    return Objects.requireNonNull(Appearance.of(DECODER.decode(file, "cell")));
  }

  private static List<String> pairs(Map<String, BufferedImage> cells, Frame frame)
      throws IOException {
    Map<String, Appearance> looks = new HashMap<>();
    for (Map.Entry<String, BufferedImage> cell : cells.entrySet()) {
      looks.put(cell.getKey(), look(frame.of(cell.getValue()), 0));
    }
    return CopySearch.pairs(looks).stream().map(pair -> pair.image() + "=" + pair.other()).toList();
  }

  /** Every cell in one frame beside itself in another, as JPEG and smaller. */
  private static void requireFound(Map<String, BufferedImage> cells, Frame frame, Frame other)
      throws IOException {
    Map<String, Appearance> looks = new HashMap<>();
    for (Map.Entry<String, BufferedImage> cell : cells.entrySet()) {
      BufferedImage made = other.of(cell.getValue());
      looks.put(cell.getKey() + "#original", look(frame.of(cell.getValue()), 0));
      looks.put(cell.getKey() + "#JPEG", look(made, 0.9f));
      looks.put(cell.getKey() + "#small", look(DerivedCopies.resized(made, 0.6), 0));
    }
    int found = 0;
    for (CopyPair pair : CopySearch.pairs(looks)) {
      String cell = pair.image().replaceFirst("#.*", "");
      assertThat(pair.other()).as("copy of %s", pair.image()).startsWith(cell + "#");
      found += (pair.image() + pair.other()).contains("#original") ? 1 : 0;
    }
    assertThat(found).as("copies of %s found in %s", frame, other).isEqualTo(2 * cells.size());
  }

  private static void requireFoundInAllFrames(Map<String, BufferedImage> cells) throws IOException {
    assertThat(cells).hasSizeGreaterThanOrEqualTo(40);
    requireFound(cells, Frame.WHOLE, Frame.TIGHT);
    requireFound(cells, Frame.TIGHT, Frame.WHOLE);
    requireFound(cells, Frame.TIGHT, Frame.BORDER);
    requireFound(cells, Frame.TIGHT, Frame.TIGHT);
  }

  @Test
  void syntheticCells_areFoundInEveryFrameAlone(@TempDir Path folder) throws IOException {
    SyntheticDataset.write(folder, new SyntheticOptions(4, 5, 300, 7), done -> {});
    Map<String, BufferedImage> cells = cells(folder);
    requireFoundInAllFrames(cells);
    for (Frame frame : Frame.values()) {
      assertThat(pairs(cells, frame)).as("%s", frame).isEmpty();
    }
  }

  @Test
  void someRealCells_haveNoOtherCopies() throws IOException {
    Map<String, BufferedImage> cells = cells(DataTree.real("cnmc"));
    List<String> others = new ArrayList<>(cells.keySet());
    others.removeIf(name -> name.matches("UID_(H10|h3)_1_1_hem"));
    others.subList(0, 70).forEach(cells::remove);
    requireOneCopyAlone(cells);
  }

  @Test
  @Tag("nightly")
  void allRealCells_haveNoOtherCopies() throws IOException {
    requireOneCopyAlone(cells(DataTree.real("cnmc")));
  }

  private static void requireOneCopyAlone(Map<String, BufferedImage> cells) throws IOException {
    for (Frame frame : Frame.values()) {
      // These two are the same picture.
      assertThat(pairs(cells, frame))
          .as("%s", frame)
          .containsExactly("UID_H10_1_1_hem=UID_h3_1_1_hem");
    }
  }

  @Test
  @Tag("nightly")
  void allRealCells_areFoundInEveryFrame() throws IOException {
    requireFoundInAllFrames(realCells(0));
  }

  @Test
  void realCells_areFoundInEveryFrame() throws IOException {
    requireFoundInAllFrames(realCells(60));
  }

  private static Map<String, BufferedImage> realCells(int leftOut) throws IOException {
    Map<String, BufferedImage> cells = cells(DataTree.real("cnmc"));
    cells.remove("UID_h3_1_1_hem");
    List.copyOf(cells.keySet()).subList(0, leftOut).forEach(cells::remove);
    return cells;
  }
}
