package org.allnet.inference.network.design;

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
 * NASNet-A-Large, "6 @ 4032" (Zoph et al. 2018, arXiv 1707.07012): two cells that were found by
 * search, repeated. Names as in timm; padding is TensorFlow's "same", and averages leave it out, as
 * in the networks of the published weights. Its auxiliary head and the dropping of paths in
 * training are left out.
 *
 * @param options what it is made for
 */
public record NasNetA(DesignOptions options) implements Design {

  private static final Norm NORM = new Norm(1e-3, 0.1);
  private static final int STEM = 96;

  /** Channels of the first cell; later ones have 2, 4, 8 and 16 times as many. */
  private static final int UNIT = 42;

  private static final int REPEATS = 6;

  /** The two maps that a cell sees: the last cell's, and that of the one before. */
  private record Maps<V>(V last, V before) {}

  @Override
  public <V> V logits(Layers<V> net, V image) {
    int unit = options.scaled(UNIT);
    Conv first = Conv.of(options.scaled(STEM), 3).stride(2);
    V stem = net.batchNorm("conv0.bn", net.conv("conv0.conv", image, first), NORM);
    Layers<V> cell = net.at("cell_stem_0");
    V x = reduced(cell, activated(cell, "conv_1x1", stem, unit), stem, unit);
    cell = net.at("cell_stem_1");
    V own = activated(cell, "conv_1x1", x, 2 * unit);
    Maps<V> maps = new Maps<>(reduced(cell, own, halved(cell, stem, 2 * unit), 2 * unit), x);
    int number = 0;
    for (int stage = 0; stage < 3; stage++) {
      int channels = (4 << stage) * unit;
      if (stage > 0) {
        Layers<V> reduction = net.at("reduction_cell_" + (stage - 1));
        V previous = activated(reduction, "conv_prev_1x1", maps.before(), channels);
        own = activated(reduction, "conv_1x1", maps.last(), channels);
        maps = new Maps<>(reduced(reduction, own, previous, channels), maps.before());
      }
      for (int i = 0; i < REPEATS; i++) {
        cell = net.at("cell_" + number++);
        // behind a reduction the map before is of twice the side
        V previous =
            i == 0
                ? halved(cell, maps.before(), channels)
                : activated(cell, "conv_prev_1x1", maps.before(), channels);
        own = activated(cell, "conv_1x1", maps.last(), channels);
        maps = new Maps<>(normal(cell, own, previous, channels), maps.last());
      }
    }
    V last = net.mark(Point.LAST_MAP, net.activation(Activation.RELU, maps.last()));
    V features = net.mark(Point.FEATURES, net.flatten(net.globalAverage(last)));
    return net.linear("last_linear", net.dropout(features, options.dropout()), options.classes());
  }

  /** The normal cell: six times the channels, at the same side. */
  private static <V> V normal(Layers<V> net, V own, V previous, int channels) {
    Pool mean = Pool.of(3, 1).pad(1).withoutZeros();
    V previousMean = net.averagePool(previous, mean);
    return net.concatenate(
        List.of(
            previous,
            net.add(
                branch(net, "comb_iter_0_left", own, 5, 1, channels),
                branch(net, "comb_iter_0_right", previous, 3, 1, channels)),
            net.add(
                branch(net, "comb_iter_1_left", previous, 5, 1, channels),
                branch(net, "comb_iter_1_right", previous, 3, 1, channels)),
            net.add(net.averagePool(own, mean), previous),
            net.add(previousMean, previousMean),
            net.add(branch(net, "comb_iter_4_left", own, 3, 1, channels), own)));
  }

  /** The reduction cell: four times the channels, at half the side, rounded up. */
  private static <V> V reduced(Layers<V> net, V own, V previous, int channels) {
    Pool half = Pool.same(3, 2, net.side(own));
    V greatest = net.maxPool(own, half);
    V zero =
        net.add(
            branch(net, "comb_iter_0_left", own, 5, 2, channels),
            branch(net, "comb_iter_0_right", previous, 7, 2, channels));
    V one = net.add(greatest, branch(net, "comb_iter_1_right", previous, 7, 2, channels));
    return net.concatenate(
        List.of(
            one,
            net.add(
                net.averagePool(own, half.withoutZeros()),
                branch(net, "comb_iter_2_right", previous, 5, 2, channels)),
            net.add(net.averagePool(zero, Pool.of(3, 1).pad(1).withoutZeros()), one),
            net.add(branch(net, "comb_iter_4_left", zero, 3, 1, channels), greatest)));
  }

  /** A map of half the side: every second pixel, and those below and to the right of them. */
  private static <V> V halved(Layers<V> net, V x, int channels) {
    V active = net.activation(Activation.RELU, x);
    Conv pick = Conv.of(channels / 2, 1).stride(2);
    return net.batchNorm(
        "final_path_bn",
        net.concatenate(
            List.of(
                net.conv("path_1.conv", active, pick),
                net.conv("path_2.conv", net.pad(active, -1, 1), pick))),
        NORM);
  }

  private static <V> V activated(Layers<V> net, String name, V x, int channels) {
    V y = net.conv(name + ".conv", net.activation(Activation.RELU, x), Conv.of(channels, 1));
    return net.batchNorm(name + ".bn", y, NORM);
  }

  /** Two separable convolutions, each behind a ReLU. */
  private static <V> V branch(
      Layers<V> net, String name, V x, int kernel, int stride, int channels) {
    Layers<V> in = net.at(name);
    V y = separable(in, 1, x, kernel, stride, channels);
    return separable(in, 2, y, kernel, 1, channels);
  }

  private static <V> V separable(
      Layers<V> net, int number, V x, int kernel, int stride, int channels) {
    int in = net.channels(x);
    V y = net.activation(Activation.RELU, x);
    Conv depthwise = Conv.same(in, kernel).stride(stride).groups(in);
    if (stride == 2 && net.side(y) % 2 == 0) {
      y = net.pad(y, kernel / 2 - 1, kernel / 2);
      depthwise = depthwise.pad(0);
    }
    y = net.conv("separable_" + number + ".depthwise_conv2d", y, depthwise);
    y = net.conv("separable_" + number + ".pointwise_conv2d", y, Conv.of(channels, 1));
    return net.batchNorm("bn_sep_" + number, y, NORM);
  }
}
