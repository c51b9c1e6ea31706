package org.allnet.inference.image.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.SegmentationMode;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.engine.window.Footprint;
import org.allnet.inference.engine.window.Window;
import org.allnet.inference.image.pixels.Frames;
import org.allnet.inference.image.pixels.PixelTransfer;
import org.allnet.inference.image.segmentation.Segmenter;
import org.allnet.testing.NoiseCells;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made from the middle of a frame is what is made from all of it. */
class InputOptionsTest {

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);

  private static List<CellPixels> cells(int count, int side, Random random) {
    List<CellPixels> cells = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      cells.add(NoiseCells.cell(side, random));
    }
    return cells;
  }

  private static float greatestDifference(Tensor a, Tensor b) {
    return a.sub(b).abs().max().item_float();
  }

  @ParameterizedTest
  @EnumSource(SegmentationMode.class)
  void batch_cellsOnBlack_equalTheWholeFrame(SegmentationMode mode) {
    Random random = new Random(mode.ordinal());
    for (int round = 0; round < 20; round++) {
      try (PointerScope scope = new PointerScope()) {
        int side = 40 + random.nextInt(40);
        List<CellPixels> cells = cells(5, side, random);
        Tensor whole = Segmenter.apply(mode, Frames.stack(cells, side, CPU));
        ImageBatch batch = InputOptions.segmented(mode).batch(cells, side, CPU, true);
        assertThat(greatestDifference(batch.images(), whole)).as("side %d", side).isZero();
        checkFootprints(batch, side);
        checkTogether(InputOptions.segmented(mode), cells, side, BatchTransform.NONE, whole, 0);
      }
    }
  }

  /** As on a GPU: one middle for all, in which everything lies. */
  private static void checkTogether(
      InputOptions input,
      List<CellPixels> cells,
      int side,
      BatchTransform change,
      Tensor whole,
      float close) {
    ImageBatch batch = input.together(cells, side, PixelTransfer.eachTime(CPU), true, change);
    assertThat(greatestDifference(batch.images(), whole)).isLessThanOrEqualTo(close);
    assertThat(batch.footprints()).hasSameSizeAs(cells);
    Tensor rest = batch.images().clone();
    for (int i = 0; i < cells.size(); i++) {
      Window window = batch.footprints().get(i).window();
      assertThat(window.top() % 18 + window.left() % 18).isZero();
      rest.narrow(0, i, 1)
          .narrow(2, window.top(), window.height())
          .narrow(3, window.left(), window.width())
          .zero_();
    }
    assertThat(rest.abs().max().item_float()).isZero();
  }

  @Test
  void margin_byReach_holdsTheCellWhereverItGoes() {
    byte[] rgb = new byte[360 * 60 * 3];
    java.util.Arrays.fill(rgb, (byte) 90);
    CellPixels upright = new CellPixels(450, 450, 45, 195, 360, 60, rgb);
    assertThat(Margin.of(upright, 450, BatchTransform.Reach.IN_PLACE))
        .isEqualTo(new Margin(44, 194));
    assertThat(Margin.of(upright, 450, BatchTransform.Reach.QUARTER_TURN))
        .isEqualTo(new Margin(44, 44));
    // From the middle to a corner it is hypot(180, 30) = 182.5; one for the turn, one of black.
    assertThat(Margin.of(upright, 450, BatchTransform.Reach.TURN)).isEqualTo(new Margin(40, 40));
    assertThat(Margin.of(upright, 450, BatchTransform.Reach.FRAME)).isEqualTo(new Margin(0, 0));
    assertThat(Margin.of(upright, 300, BatchTransform.Reach.IN_PLACE)).isEqualTo(new Margin(0, 0));
  }

  /** Rows become columns. */
  private static final BatchTransform QUARTER =
      new BatchTransform() {
        @Override
        public Reach reach(int image) {
          return Reach.QUARTER_TURN;
        }

        @Override
        public Tensor apply(Tensor images, int first, int frameSide) {
          return images.rot90(1, new long[] {2, 3});
        }
      };

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void together_quarterTurned_equalsTheWholeFrame(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 20; round++) {
      try (PointerScope scope = new PointerScope()) {
        int side = 60 + random.nextInt(60);
        List<CellPixels> cells = cells(4, side, random);
        SegmentationMode mode = SegmentationMode.STRETCHED;
        Tensor whole =
            QUARTER.apply(Segmenter.apply(mode, Frames.stack(cells, side, CPU)), 0, side);
        checkTogether(InputOptions.segmented(mode), cells, side, QUARTER, whole, 0);
      }
    }
  }

  /** A window may hold more than the cell, where a frame was cut: it has to fit in too. */
  @Test
  void margin_windowWiderThanTheCell_holdsTheWindow() {
    byte[] rgb = new byte[10 * 100 * 3];
    rgb[3 * 95] = 50;
    CellPixels loose = new CellPixels(210, 210, 100, 5, 10, 100, rgb);
    assertThat(Margin.of(loose, 210, BatchTransform.Reach.TURN).columns()).isEqualTo(4);
    assertThat(Margin.of(loose, 210, BatchTransform.Reach.IN_PLACE).columns()).isEqualTo(4);
  }

  @Test
  void margin_ofABlackImage_isAllButTheMiddle() {
    CellPixels black = new CellPixels(450, 450, 0, 0, 0, 0, new byte[0]);
    assertThat(Margin.of(black, 450, BatchTransform.Reach.TURN)).isEqualTo(new Margin(224, 224));
  }

  @Test
  void together_smallCells_leavesOutWhatIsBlackInAll() {
    try (PointerScope scope = new PointerScope()) {
      byte[] rgb = new byte[40 * 30 * 3];
      java.util.Arrays.fill(rgb, (byte) 120);
      List<CellPixels> cells =
          List.of(
              new CellPixels(120, 120, 45, 44, 30, 40, rgb),
              new CellPixels(120, 120, 0, 0, 0, 0, new byte[0]));
      ImageBatch batch =
          InputOptions.segmented(SegmentationMode.NONE)
              .together(cells, 120, PixelTransfer.eachTime(CPU), true, BatchTransform.NONE);
      // Its rows reach 15 pixels from the middle, 16 with black around: 44 can go, 36 do. Its
      // columns reach 24, with black around 25: 35 can go, 18 do.
      assertThat(batch.footprints().get(0).window()).isEqualTo(new Window(36, 18, 84, 102));
      assertThat(batch.images().size(2)).isEqualTo(120);
    }
  }

  private static void checkFootprints(ImageBatch batch, int side) {
    for (int i = 0; i < batch.footprints().size(); i++) {
      Footprint footprint = batch.footprints().get(i);
      assertThat(footprint.height()).isEqualTo(side);
      float[] brightest =
          Tensors.toFloats(batch.images().narrow(0, i, 1).amax(new long[] {1}, false));
      for (int row = 0; row < side; row++) {
        int first = -1;
        int last = -1;
        for (int column = 0; column < side; column++) {
          if (brightest[row * side + column] > 0) {
            first = first < 0 ? column : first;
            last = column;
          }
        }
        assertThat(footprint.isBlack(row)).isEqualTo(first < 0);
        if (first >= 0) {
          assertThat(footprint.start(row)).isEqualTo(first);
          assertThat(footprint.end(row)).isEqualTo(last + 1);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 41, 75})
  void batch_framesThatAreResized_equalThemTogether(int size) {
    Random random = new Random(size);
    try (PointerScope scope = new PointerScope()) {
      List<CellPixels> cells =
          List.of(
              NoiseCells.cell(60, random),
              NoiseCells.cell(60, random),
              NoiseCells.cell(61, random));
      Tensor whole = Frames.stack(cells, size, CPU);
      Tensor made =
          InputOptions.segmented(SegmentationMode.NONE).batch(cells, size, CPU, false).images();
      // A resized pixel is a sum of products, which one image adds up in another order than three.
      assertThat(greatestDifference(made, whole)).isLessThan(1e-6f);
    }
  }
}
