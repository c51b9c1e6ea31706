package org.allnet.inference.network.design;

import java.util.ArrayList;
import java.util.List;
import org.allnet.inference.engine.layer.Activation;
import org.allnet.inference.engine.layer.Conv;
import org.allnet.inference.engine.layer.Design;
import org.allnet.inference.engine.layer.DesignOptions;
import org.allnet.inference.engine.layer.Layers;
import org.allnet.inference.engine.layer.Layers.Point;
import org.allnet.inference.engine.layer.Norm;
import org.allnet.inference.engine.layer.Pool;

/**
 * The detector YOLOv4 (Bochkovskiy et al. 2020, arXiv 2004.10934), layer by layer as in its
 * configuration {@code yolov4.cfg}: CSPDarknet53 with Mish, spatial pyramid pooling, a path
 * aggregation network with leaky ReLU, three boxes a cell.
 *
 * <p>It gives (places, 5 + classes): logits of the middle's offset in its cell, logarithm of the
 * size in anchors, the logit of there being an object, a logit for each class. It marks {@link
 * Point#BOXES} and {@link Point#SCORES}.
 *
 * @param options what it is made for
 * @param anchors the shapes that boxes are told from
 */
public record YoloV4(DesignOptions options, DetectionAnchors anchors) implements Design {

  /** Pixels from one cell to the next in each of the grids. */
  public static final List<Integer> STRIDES = List.of(8, 16, 32);

  private static final Norm NORM = new Norm(1e-4, 0.03);

  /** By how much the middle of a box may leave its cell, in each of the grids. */
  private static final double[] SPREAD = {1.2, 1.1, 1.05};

  /** With the shapes of blood cells. */
  public YoloV4(DesignOptions options) {
    this(options, DetectionAnchors.BLOOD_CELLS);
  }

  private int width(int published) {
    return options.scaled(published, 4);
  }

  private <V> V mish(Layers<V> net, String name, V x, int to, int kernel, int stride) {
    return convolved(net, name, x, to, kernel, stride, Activation.MISH);
  }

  private <V> V leaky(Layers<V> net, String name, V x, int to, int kernel, int stride) {
    return convolved(net, name, x, to, kernel, stride, Activation.LEAKY_RELU);
  }

  private <V> V convolved(
      Layers<V> net, String name, V x, int to, int kernel, int stride, Activation kind) {
    Layers<V> here = net.at(name);
    Conv conv = Conv.same(width(to), kernel).stride(stride);
    return net.part(() -> here.normed("conv", "bn", x, conv, NORM, kind));
  }

  @Override
  public <V> V logits(Layers<V> net, V image) {
    Layers<V> backbone = net.at("backbone");
    V x = mish(backbone, "stem", image, 32, 3, 1);
    x = firstStage(backbone.at("stage1"), x);
    x = stage(backbone.at("stage2"), x, 128, 2);
    V eighth = stage(backbone.at("stage3"), x, 256, 8);
    V sixteenth = stage(backbone.at("stage4"), eighth, 512, 8);
    x = stage(backbone.at("stage5"), sixteenth, 1024, 4);
    V pooled = pools(net.at("pools"), x);
    List<V> maps = pyramid(net.at("neck"), eighth, sixteenth, pooled);
    List<V> raw = new ArrayList<>();
    List<Integer> sides = new ArrayList<>();
    for (int level = 0; level < STRIDES.size(); level++) {
      sides.add(net.side(maps.get(level)));
      raw.addAll(head(net.at("head." + level), maps.get(level), 256 << level));
    }
    V places = net.join(raw);
    decode(net, places, sides);
    return places;
  }

  /** The first stage alone does not halve its channels. */
  private <V> V firstStage(Layers<V> net, V x) {
    V down = mish(net, "down", x, 64, 3, 2);
    V past = mish(net, "past", down, 64, 1, 1);
    V through = mish(net, "through", down, 64, 1, 1);
    through = residual(net.at("block0"), through, 32, 64);
    through = mish(net, "behind", through, 64, 1, 1);
    return mish(net, "merged", net.concatenate(List.of(through, past)), 64, 1, 1);
  }

  private <V> V stage(Layers<V> net, V x, int to, int blocks) {
    return net.part(() -> branches(net, x, to, blocks));
  }

  private <V> V branches(Layers<V> net, V x, int to, int blocks) {
    int half = to / 2;
    V down = mish(net, "down", x, to, 3, 2);
    V past = mish(net, "past", down, half, 1, 1);
    V through = mish(net, "through", down, half, 1, 1);
    for (int block = 0; block < blocks; block++) {
      through = residual(net.at("block" + block), through, half, half);
    }
    through = mish(net, "behind", through, half, 1, 1);
    return mish(net, "merged", net.concatenate(List.of(through, past)), to, 1, 1);
  }

  private <V> V residual(Layers<V> net, V x, int narrow, int to) {
    return net.add(x, mish(net, "conv1", mish(net, "conv0", x, narrow, 1, 1), to, 3, 1));
  }

  private <V> V pools(Layers<V> net, V x) {
    V y = alternate(net, "before", x, 512, 3);
    List<V> all = new ArrayList<>();
    for (int window : new int[] {13, 9, 5}) {
      all.add(net.maxPool(y, Pool.of(window, 1).pad(window / 2)));
    }
    all.add(y);
    return alternate(net, "after", net.concatenate(all), 512, 3);
  }

  /** Convolutions 1x1 and 3x3 in turn, the latter of twice the channels. */
  private <V> V alternate(Layers<V> net, String name, V x, int to, int count) {
    return net.part(() -> turns(net, name, x, to, count));
  }

  private <V> V turns(Layers<V> net, String name, V x, int to, int count) {
    V y = x;
    for (int i = 0; i < count; i++) {
      boolean wide = i % 2 == 1;
      y = leaky(net.at(name), "conv" + i, y, wide ? 2 * to : to, wide ? 3 : 1, 1);
    }
    return y;
  }

  private <V> List<V> pyramid(Layers<V> net, V eighth, V sixteenth, V pooled) {
    V middle = up(net, "up0", pooled, sixteenth, 256);
    V fine = up(net, "up1", middle, eighth, 128);
    V between = down(net, "down0", fine, middle, 256);
    return List.of(fine, between, down(net, "down1", between, pooled, 512));
  }

  private <V> V up(Layers<V> net, String name, V coarse, V finer, int to) {
    Layers<V> here = net.at(name);
    V raised = here.upsample(leaky(here, "before", coarse, to, 1, 1), 2);
    V beside = leaky(here, "beside", finer, to, 1, 1);
    return alternate(here, "merged", here.concatenate(List.of(beside, raised)), to, 5);
  }

  private <V> V down(Layers<V> net, String name, V fine, V coarser, int to) {
    Layers<V> here = net.at(name);
    V lowered = leaky(here, "before", fine, to, 3, 2);
    return alternate(here, "merged", here.concatenate(List.of(lowered, coarser)), to, 5);
  }

  /** The places of each of a cell's boxes. */
  private <V> List<V> head(Layers<V> net, V map, int to) {
    int numbers = 5 + options.classes();
    V wide = leaky(net, "before", map, to, 3, 1);
    Conv out = Conv.of(DetectionAnchors.PER_CELL * numbers, 1).withBias();
    V tokens = net.tokens(net.conv("out", wide, out));
    List<V> boxes = new ArrayList<>();
    for (int box = 0; box < DetectionAnchors.PER_CELL; box++) {
      boxes.add(net.features(tokens, box * numbers, numbers));
    }
    return boxes;
  }

  private <V> void decode(Layers<V> net, V places, List<Integer> sides) {
    DetectionGrid grid = DetectionGrid.of(sides, STRIDES, DetectionAnchors.PER_CELL);
    int count = grid.places();
    float[] spread = new float[count];
    float[] corners = new float[2 * count];
    float[] shapes = new float[2 * count];
    int place = 0;
    for (int level = 0; level < sides.size(); level++) {
      int cells = sides.get(level) * sides.get(level);
      for (int i = 0; i < DetectionAnchors.PER_CELL * cells; i++, place++) {
        double over = (SPREAD[level] - 1) / 2;
        spread[place] = (float) SPREAD[level];
        corners[2 * place] = (float) (grid.cells()[2 * place] - over);
        corners[2 * place + 1] = (float) (grid.cells()[2 * place + 1] - over);
        DetectionAnchors.Anchor anchor = anchors.of(level, i / cells);
        shapes[2 * place] = (float) anchor.width();
        shapes[2 * place + 1] = (float) anchor.height();
      }
    }
    V offsets = net.activation(Activation.SIGMOID, net.features(places, 0, 2));
    V centres =
        net.multiply(
            net.add(
                net.multiply(offsets, net.constants("spread", count, spread)),
                net.constants("cells", count, corners)),
            net.constants("strides", count, grid.strides()));
    V sizes =
        net.multiply(
            net.activation(Activation.EXPONENTIAL, net.features(places, 2, 2)),
            net.constants("anchors", count, shapes));
    net.mark(Point.BOXES, net.concatenate(List.of(centres, sizes)));
    V certain = net.activation(Activation.SIGMOID, net.features(places, 4, 1));
    V classes = net.activation(Activation.SIGMOID, net.features(places, 5, options.classes()));
    net.mark(Point.SCORES, net.multiply(classes, certain));
  }
}
