package org.allnet.cli.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.region.LargePictures;
import org.allnet.data.image.region.PictureRegions;
import org.allnet.detect.box.FieldPixels;
import org.allnet.detect.scale.FieldScale;
import org.allnet.detect.tile.FieldSizes;
import org.allnet.detect.tile.LearnedSize;
import org.allnet.evaluation.detection.Detection;
import org.junit.jupiter.api.Test;

/** Ordinary fields whose red cells are of another size than learned. */
final class OrdinarySizesTest {

  private static final int RED = 1;
  private static final int WIDTH = 1280;
  private static final int HEIGHT = 960;

  /** Red cells of 32 pixels in a row 40 apart, and lines 40 apart. */
  private static final int SIDE = 32;

  private static final int STEP = 40;

  private final List<String> said = new ArrayList<>();
  private final AtomicInteger looks = new AtomicInteger();

  /** Like a detector it is blind for cells of another size than those of its training. */
  private OrdinarySizes sizes() {
    return new OrdinarySizes(new LearnedSize(320, 64, RED), this::found, said::add);
  }

  private static FieldSizes.Whole whole(FoundCells field) {
    return new FieldSizes.Whole(field.width(), field.height(), field.cells(), field.scale());
  }

  private static FieldScale elsewhere(OrdinarySizes sizes, FoundCells field) {
    return sizes.elsewhere(FieldGroups.Key.of(field), whole(field), picture());
  }

  private List<Detection> found(FieldPixels part) {
    looks.incrementAndGet();
    double times = SIDE * 320.0 / part.width() / 64;
    List<Detection> cells = new ArrayList<>();
    if (times > 0.8 && times < 1.25) {
      for (int y = 2; y + SIDE < part.height(); y += STEP) {
        for (int x = 2; x + SIDE < part.width(); x += STEP) {
          cells.add(new Detection(RED, BoundingBox.ofSize(x, y, SIDE, SIDE), 0.9));
        }
      }
    }
    return cells;
  }

  private static PictureRegions picture() {
    return LargePictures.of(
        new CellPixels(HEIGHT, WIDTH, 0, 0, HEIGHT, WIDTH, new byte[3 * WIDTH * HEIGHT]));
  }

  private static FoundCells field(String file, FieldScale scale, int redCells, double side) {
    List<Detection> cells = new ArrayList<>();
    for (int i = 0; i < redCells; i++) {
      cells.add(new Detection(RED, BoundingBox.ofSize(10 + 300 * i, 10, side, side), 0.9));
    }
    return new FoundCells(
        new FoundCells.LookedAt(file, Path.of(file), WIDTH, HEIGHT, null), scale, cells);
  }

  @Test
  void learnedSize_wholeFieldIsLookedAt() {
    FieldScale scale = elsewhere(sizes(), field("a.png", FieldScale.unknown(0), 3, 250));

    assertThat(scale.isKnown()).isFalse();
    assertThat(said).isEmpty();
    assertThat(looks).hasValue(0);
  }

  @Test
  void smallRedCells_areLookedAtInTheirSize() {
    OrdinarySizes sizes = sizes();
    FoundCells field = field("a.png", FieldScale.unknown(0), 0, 0);

    assertThat(elsewhere(sizes, field).redCell()).isCloseTo(SIDE, within(2.0));
    assertThat(sizes.why(whole(field), FieldScale.given(SIDE)))
        .startsWith("its red cells are 0.13 times as large as those that the detector has learned");

    int before = looks.get();
    assertThat(elsewhere(sizes, field("b.png", FieldScale.unknown(0), 0, 0)).isKnown()).isTrue();
    assertThat(looks).as("fields of one folder and size").hasValue(before);
    assertThat(said).isEmpty();
  }

  @Test
  void saidScale_counts_unlessRedCellsTellBetter() {
    FieldScale small = FieldScale.given(40);

    assertThat(elsewhere(sizes(), field("a.png", small, 0, 0))).isEqualTo(small);
    assertThat(elsewhere(sizes(), field("a.png", small, 3, 250)).isKnown()).isFalse();
    assertThat(looks).hasValue(0);
  }

  /** Red cells of 250 pixels would be of the learned size, and the whole field shows none. */
  @Test
  void saidScale_thatNoRedCellShows_isDoubted() {
    FoundCells field = field("a.png", FieldScale.given(250), 0, 0);

    assertThat(elsewhere(sizes(), field).redCell()).isCloseTo(SIDE, within(2.0));

    OrdinarySizes blind =
        new OrdinarySizes(new LearnedSize(320, 64, RED), part -> List.of(), said::add);
    assertThat(elsewhere(blind, field).isKnown()).isFalse();
    assertThat(said).as("the scale is no unknown one").isEmpty();
  }

  @Test
  void nothingFound_isSaid() {
    OrdinarySizes sizes =
        new OrdinarySizes(new LearnedSize(320, 64, RED), part -> List.of(), said::add);

    assertThat(elsewhere(sizes, field("a.png", FieldScale.unknown(0), 2, 250)).isKnown()).isFalse();
    assertThat(said)
        .singleElement()
        .asString()
        .contains("next to no red cells", "not about 256 pixels wide", "--red-cell");
    elsewhere(sizes, field("one/b.png", FieldScale.unknown(0), 3, 90));
    assertThat(said.get(1)).contains("0.4 times as large as those that the detector has learned");
  }
}
