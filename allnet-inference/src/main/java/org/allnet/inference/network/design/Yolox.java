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
 * The anchor-free detector YOLOX (Ge et al. 2021, arXiv 2107.08430), with the names of its authors'
 * code. Each cell of three grids says whether an object has its middle there, of what class and how
 * large.
 *
 * <p>It gives (places, 5 + classes): offset of the middle from the cell's corner in cells, the
 * logarithm of the size in cells, the logit of there being an object, a logit for each class. It
 * marks {@link Point#BOXES} and {@link Point#SCORES}.
 *
 * @param options what it is made for
 * @param depth factor on the number of blocks
 * @param channels factor on channel counts
 * @param depthwise whether 3 x 3 convolutions are depthwise with a pointwise one behind
 */
public record Yolox(DesignOptions options, double depth, double channels, boolean depthwise)
    implements Design {

  /** Pixels from one cell to the next in each of the grids. */
  public static final List<Integer> STRIDES = List.of(8, 16, 32);

  private static final Norm NORM = new Norm(1e-3, 0.03);
  private static final int STEM = 64;
  private static final int HEAD = 256;

  /** Nano without depthwise convolutions: quicker on a processor. */
  public static Yolox light(DesignOptions options) {
    return new Yolox(options, 0.33, 0.25, false);
  }

  /** YOLOX-nano. */
  public static Yolox nano(DesignOptions options) {
    return new Yolox(options, 0.33, 0.25, true);
  }

  /** YOLOX-tiny. */
  public static Yolox tiny(DesignOptions options) {
    return new Yolox(options, 0.33, 0.375, false);
  }

  /** YOLOX-s. */
  public static Yolox small(DesignOptions options) {
    return new Yolox(options, 0.33, 0.5, false);
  }

  private int width(int published) {
    return options.scaled((int) (published * channels), 4);
  }

  private int blocks(int published) {
    return Math.max(1, (int) Math.round(published * depth));
  }

  @Override
  public <V> V logits(Layers<V> net, V image) {
    List<V> maps = pyramid(net.at("backbone"), backbone(net.at("backbone.backbone"), image));
    List<V> raw = new ArrayList<>();
    List<Integer> sides = new ArrayList<>();
    for (int level = 0; level < STRIDES.size(); level++) {
      int here = level;
      raw.add(net.part(() -> head(net.at("head"), here, maps.get(here))));
      sides.add(net.side(maps.get(level)));
    }
    V places = net.join(raw);
    decode(net, places, sides);
    return places;
  }

  private <V> V base(Layers<V> net, String name, V x, Conv conv) {
    Layers<V> here = net.at(name);
    return net.part(() -> here.normed("conv", "bn", x, conv, NORM, Activation.SILU));
  }

  private <V> V conv3(Layers<V> net, String name, V x, int to, int stride) {
    if (!depthwise) {
      return base(net, name, x, Conv.same(to, 3).stride(stride));
    }
    int from = net.channels(x);
    V each = base(net.at(name), "dconv", x, Conv.same(from, 3).stride(stride).groups(from));
    return base(net.at(name), "pconv", each, Conv.of(to, 1));
  }

  /** The maps of strides 8, 16 and 32. */
  private <V> List<V> backbone(Layers<V> net, V image) {
    V x =
        net.concatenate(
            List.of(
                net.every(image, 2, 0, 0),
                net.every(image, 2, 1, 0),
                net.every(image, 2, 0, 1),
                net.every(image, 2, 1, 1)));
    x = base(net.at("stem"), "conv", x, Conv.same(width(STEM), 3));
    x = conv3(net, "dark2.0", x, width(2 * STEM), 2);
    x = partial(net.at("dark2.1"), x, width(2 * STEM), blocks(3), true);
    x = conv3(net, "dark3.0", x, width(4 * STEM), 2);
    V eighth = partial(net.at("dark3.1"), x, width(4 * STEM), 3 * blocks(3), true);
    x = conv3(net, "dark4.0", eighth, width(8 * STEM), 2);
    V sixteenth = partial(net.at("dark4.1"), x, width(8 * STEM), 3 * blocks(3), true);
    x = conv3(net, "dark5.0", sixteenth, width(16 * STEM), 2);
    x = pools(net.at("dark5.1"), x, width(16 * STEM));
    return List.of(
        eighth, sixteenth, partial(net.at("dark5.2"), x, width(16 * STEM), blocks(3), false));
  }

  /** A cross-stage partial layer: half of the channels go through the blocks. */
  private <V> V partial(Layers<V> net, V x, int to, int blocks, boolean shortcut) {
    return net.part(() -> branches(net, x, to, blocks, shortcut));
  }

  private <V> V branches(Layers<V> net, V x, int to, int blocks, boolean shortcut) {
    int half = to / 2;
    V through = base(net, "conv1", x, Conv.of(half, 1));
    V past = base(net, "conv2", x, Conv.of(half, 1));
    for (int block = 0; block < blocks; block++) {
      Layers<V> here = net.at("m." + block);
      V y = conv3(here, "conv2", base(here, "conv1", through, Conv.of(half, 1)), half, 1);
      through = shortcut ? net.add(y, through) : y;
    }
    return base(net, "conv3", net.concatenate(List.of(through, past)), Conv.of(to, 1));
  }

  /** Spatial pyramid pooling (He et al. 2015). */
  private <V> V pools(Layers<V> net, V x, int to) {
    return net.part(() -> pooled(net, x, to));
  }

  private <V> V pooled(Layers<V> net, V x, int to) {
    V narrow = base(net, "conv1", x, Conv.of(net.channels(x) / 2, 1));
    List<V> all = new ArrayList<>(List.of(narrow));
    for (int window : new int[] {5, 9, 13}) {
      all.add(net.maxPool(narrow, Pool.of(window, 1).pad(window / 2)));
    }
    return base(net, "conv2", net.concatenate(all), Conv.of(to, 1));
  }

  /** A path aggregation network: from coarse to fine and back. */
  private <V> List<V> pyramid(Layers<V> net, List<V> maps) {
    int blocks = blocks(3);
    V top = base(net, "lateral_conv0", maps.get(2), Conv.of(width(8 * STEM), 1));
    V x = net.concatenate(List.of(net.upsample(top, 2), maps.get(1)));
    x = partial(net.at("C3_p4"), x, width(8 * STEM), blocks, false);
    V middle = base(net, "reduce_conv1", x, Conv.of(width(4 * STEM), 1));
    x = net.concatenate(List.of(net.upsample(middle, 2), maps.get(0)));
    V fine = partial(net.at("C3_p3"), x, width(4 * STEM), blocks, false);
    x = conv3(net, "bu_conv2", fine, width(4 * STEM), 2);
    x = net.concatenate(List.of(x, middle));
    V between = partial(net.at("C3_n3"), x, width(8 * STEM), blocks, false);
    x = conv3(net, "bu_conv1", between, width(8 * STEM), 2);
    x = net.concatenate(List.of(x, top));
    return List.of(fine, between, partial(net.at("C3_n4"), x, width(16 * STEM), blocks, false));
  }

  private <V> V head(Layers<V> net, int level, V map) {
    int width = width(HEAD);
    V x = base(net.at("stems"), String.valueOf(level), map, Conv.of(width, 1));
    V classes = x;
    V boxes = x;
    for (int i = 0; i < 2; i++) {
      classes = conv3(net.at("cls_convs"), level + "." + i, classes, width, 1);
      boxes = conv3(net.at("reg_convs"), level + "." + i, boxes, width, 1);
    }
    return net.tokens(
        net.concatenate(
            List.of(
                net.conv("reg_preds." + level, boxes, Conv.of(4, 1).withBias()),
                net.conv("obj_preds." + level, boxes, Conv.of(1, 1).withBias()),
                net.conv(
                    "cls_preds." + level, classes, Conv.of(options.classes(), 1).withBias()))));
  }

  private <V> void decode(Layers<V> net, V places, List<Integer> sides) {
    DetectionGrid grid = DetectionGrid.of(sides, STRIDES, 1);
    V strides = net.constants("strides", grid.places(), grid.strides());
    V centres =
        net.multiply(
            net.add(
                net.features(places, 0, 2), net.constants("cells", grid.places(), grid.cells())),
            strides);
    V sizes =
        net.multiply(net.activation(Activation.EXPONENTIAL, net.features(places, 2, 2)), strides);
    net.mark(Point.BOXES, net.concatenate(List.of(centres, sizes)));
    V certain = net.activation(Activation.SIGMOID, net.features(places, 4, 1));
    V classes = net.activation(Activation.SIGMOID, net.features(places, 5, options.classes()));
    net.mark(Point.SCORES, net.multiply(classes, certain));
  }
}
