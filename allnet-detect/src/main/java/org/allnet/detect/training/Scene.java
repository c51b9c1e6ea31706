package org.allnet.detect.training;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.allnet.data.field.BoundingBox;
import org.allnet.detect.box.FieldTensors;
import org.allnet.detect.box.Letterbox;
import org.allnet.detect.field.LabelledField;
import org.allnet.detect.loss.TrueCell;
import org.allnet.evaluation.detection.TrueBox;
import org.allnet.inference.engine.device.ComputeDevice;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * One input of a training batch in the making: fields, changed at random, on a grey canvas, and the
 * cells that are seen there.
 */
final class Scene {

  /** A cell counts if so much of its box is seen. */
  private static final double LEAST_SEEN = 0.3;

  /** A cell of fewer pixels across or down does not count. */
  private static final double LEAST_SIZE = 3;

  /** Where the four fields of a mosaic meet: this far from the middle at most. */
  private static final double MEETING = 0.2;

  private final int side;
  private final FieldAugmentation changes;
  private final ComputeDevice device;
  private final Tensor canvas;
  private final List<TrueCell> cells = new ArrayList<>();

  /**
   * Begins with an empty canvas.
   *
   * @param canvas (3, side, side), grey
   * @param changes how fields are changed
   * @param device where the canvas is
   */
  Scene(Tensor canvas, FieldAugmentation changes, ComputeDevice device) {
    this.side = (int) canvas.size(1);
    this.changes = changes;
    this.device = device;
    this.canvas = canvas;
  }

  /** {@return the cells that are seen, in pixels of the canvas} */
  List<TrueCell> cells() {
    return List.copyOf(cells);
  }

  /** Puts a field there as it is, as it lies in a detector's input. */
  void plain(LabelledField field) {
    Letterbox box = new Letterbox(field.pixels().width(), field.pixels().height(), side);
    canvas.copy_(FieldTensors.letterboxed(field.pixels(), side, device).select(0, 0));
    BoundingBox all = new BoundingBox(0, 0, side, side);
    field.cells().forEach(cell -> add(cell.classIndex(), box.toInput(cell.box()), all));
  }

  /**
   * Puts one changed field there.
   *
   * @param field the field
   * @param random what the changes are drawn from
   */
  void changed(LabelledField field, SplittableRandom random) {
    put(field, 0, 0, side, side, random);
  }

  /**
   * Puts four changed fields there that meet near the middle.
   *
   * @param fields four
   * @param random what the changes are drawn from
   */
  void mosaic(List<LabelledField> fields, SplittableRandom random) {
    int across = meeting(random);
    int down = meeting(random);
    put(fields.get(0), 0, 0, across, down, random);
    put(fields.get(1), across, 0, side - across, down, random);
    put(fields.get(2), 0, down, across, side - down, random);
    put(fields.get(3), across, down, side - across, side - down, random);
  }

  private int meeting(SplittableRandom random) {
    return (int) Math.round(side * (0.5 + MEETING * (2 * random.nextDouble() - 1)));
  }

  /** A part of a field that is larger than its window, else all of it somewhere in the window. */
  private void put(
      LabelledField field, int left, int top, int width, int height, SplittableRandom random) {
    double jitter = 1 + changes.scale() * (2 * random.nextDouble() - 1);
    Turn turn = new Turn(random.nextBoolean(), random.nextInt(4));
    ColourJitter colours = ColourJitter.draw(changes, random);
    int from = field.pixels().width();
    int down = field.pixels().height();
    double scale = jitter * new Letterbox(from, down, side).scale();
    int newWidth = Math.max(1, (int) Math.round(from * scale));
    int newHeight = Math.max(1, (int) Math.round(down * scale));
    Tensor pixels = turn.of(resized(field, newHeight, newWidth));
    int turnedWidth = (int) pixels.size(2);
    int turnedHeight = (int) pixels.size(1);
    int x = left + shift(width, turnedWidth, random);
    int y = top + shift(height, turnedHeight, random);
    int firstColumn = Math.max(left, x);
    int firstRow = Math.max(top, y);
    int columns = Math.min(left + width, x + turnedWidth) - firstColumn;
    int rows = Math.min(top + height, y + turnedHeight) - firstRow;
    canvas
        .narrow(1, firstRow, rows)
        .narrow(2, firstColumn, columns)
        .copy_(
            colours.of(pixels.narrow(1, firstRow - y, rows).narrow(2, firstColumn - x, columns)));
    BoundingBox window =
        new BoundingBox(firstColumn, firstRow, firstColumn + columns, firstRow + rows);
    for (TrueBox cell : field.cells()) {
      double across = (double) newWidth / from;
      double along = (double) newHeight / down;
      BoundingBox turned = turn.of(cell.box().scaled(across, along), newWidth, newHeight);
      add(
          cell.classIndex(),
          new BoundingBox(
              turned.left() + x, turned.top() + y, turned.right() + x, turned.bottom() + y),
          window);
    }
  }

  /** Where a length begins in a window, itself or a part of it. */
  private static int shift(int window, int length, SplittableRandom random) {
    int slack = window - length;
    return slack >= 0 ? random.nextInt(slack + 1) : -random.nextInt(1 - slack);
  }

  private Tensor resized(LabelledField field, int height, int width) {
    Tensor pixels = FieldTensors.of(field.pixels(), device);
    return torch
        .upsample_bilinear2d(
            pixels.unsqueeze(0),
            new long[] {height, width},
            false,
            new DoubleOptional(),
            new DoubleOptional())
        .select(0, 0);
  }

  private void add(int classIndex, BoundingBox box, BoundingBox window) {
    BoundingBox seen = box.intersection(window).orElse(null);
    if (seen != null
        && seen.area() >= LEAST_SEEN * box.area()
        && seen.width() >= LEAST_SIZE
        && seen.height() >= LEAST_SIZE) {
      cells.add(
          new TrueCell(classIndex, seen.centreX(), seen.centreY(), seen.width(), seen.height()));
    }
  }
}
