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
 * Inception-ResNet-v2 (Szegedy et al. 2017, arXiv 1602.07261): Inception blocks whose answers are
 * scaled down and added to what they saw. Names as in timm; every batch norm has scales.
 *
 * @param options what it is made for
 */
public record InceptionResNetV2(DesignOptions options) implements Design {

  private static final Norm NORM = new Norm(1e-3, 0.1);
  private static final Pool HALF = Pool.of(3, 2);

  @Override
  public <V> V logits(Layers<V> net, V image) {
    V x = unit(net, "conv2d_1a", image, of(32, 3).stride(2));
    x = unit(net, "conv2d_2a", x, of(32, 3));
    x = unit(net, "conv2d_2b", x, same(64, 3));
    x = net.maxPool(x, HALF);
    x = unit(net, "conv2d_3b", x, of(80, 1));
    x = unit(net, "conv2d_4a", x, of(192, 3));
    x = net.maxPool(x, HALF);
    x = first(net.at("mixed_5b"), x);
    for (int i = 0; i < 10; i++) {
      x = block35(net.at("repeat." + i), x);
    }
    x = from35To17(net.at("mixed_6a"), x);
    for (int i = 0; i < 20; i++) {
      x = block17(net.at("repeat_1." + i), x);
    }
    x = from17To8(net.at("mixed_7a"), x);
    for (int i = 0; i < 9; i++) {
      x = net.activation(Activation.RELU, block8(net.at("repeat_2." + i), x, 0.2));
    }
    x = block8(net.at("block8"), x, 1);
    x = net.mark(Point.LAST_MAP, unit(net, "conv2d_7b", x, of(1536, 1)));
    x = net.mark(Point.FEATURES, net.flatten(net.globalAverage(x)));
    return net.linear("classif", net.dropout(x, options.dropout()), options.classes());
  }

  private <V> V first(Layers<V> net, V x) {
    V mean = net.averagePool(x, Pool.of(3, 1).pad(1).withoutZeros());
    return net.concatenate(
        List.of(
            unit(net, "branch0", x, of(96, 1)),
            units(net.at("branch1"), x, of(48, 1), same(64, 5)),
            units(net.at("branch2"), x, of(64, 1), same(96, 3), same(96, 3)),
            unit(net, "branch3.1", mean, of(64, 1))));
  }

  private <V> V block35(Layers<V> net, V x) {
    V branches =
        net.concatenate(
            List.of(
                unit(net, "branch0", x, of(32, 1)),
                units(net.at("branch1"), x, of(32, 1), same(32, 3)),
                units(net.at("branch2"), x, of(32, 1), same(48, 3), same(64, 3))));
    return net.activation(Activation.RELU, added(net, x, branches, 0.17));
  }

  private <V> V from35To17(Layers<V> net, V x) {
    return net.concatenate(
        List.of(
            unit(net, "branch0", x, of(384, 3).stride(2)),
            units(net.at("branch1"), x, of(256, 1), same(256, 3), of(384, 3).stride(2)),
            net.maxPool(x, HALF)));
  }

  private <V> V block17(Layers<V> net, V x) {
    V branches =
        net.concatenate(
            List.of(
                unit(net, "branch0", x, of(192, 1)),
                units(net.at("branch1"), x, of(128, 1), same(160, 1, 7), same(192, 7, 1))));
    return net.activation(Activation.RELU, added(net, x, branches, 0.1));
  }

  private <V> V from17To8(Layers<V> net, V x) {
    return net.concatenate(
        List.of(
            units(net.at("branch0"), x, of(256, 1), of(384, 3).stride(2)),
            units(net.at("branch1"), x, of(256, 1), of(288, 3).stride(2)),
            units(net.at("branch2"), x, of(256, 1), same(288, 3), of(320, 3).stride(2)),
            net.maxPool(x, HALF)));
  }

  /** Without the ReLU at its end, which the last one has none of. */
  private <V> V block8(Layers<V> net, V x, double scale) {
    V branches =
        net.concatenate(
            List.of(
                unit(net, "branch0", x, of(192, 1)),
                units(net.at("branch1"), x, of(192, 1), same(224, 1, 3), same(256, 3, 1))));
    return added(net, x, branches, scale);
  }

  private static <V> V added(Layers<V> net, V x, V branches, double scale) {
    V y = net.conv("conv2d", branches, Conv.of(net.channels(x), 1).withBias());
    return net.add(scale == 1 ? y : net.scale(y, scale), x);
  }

  /** Units in a row, named by their numbers. */
  private static <V> V units(Layers<V> net, V x, Conv... convs) {
    V y = x;
    for (int i = 0; i < convs.length; i++) {
      y = unit(net, String.valueOf(i), y, convs[i]);
    }
    return y;
  }

  private static <V> V unit(Layers<V> net, String name, V x, Conv conv) {
    V y = net.batchNorm(name + ".bn", net.conv(name + ".conv", x, conv), NORM);
    return net.activation(Activation.RELU, y);
  }

  private Conv of(int channels, int kernel) {
    return Conv.of(options.scaled(channels), kernel);
  }

  private Conv same(int channels, int kernel) {
    return Conv.same(options.scaled(channels), kernel);
  }

  private Conv same(int channels, int kernelHeight, int kernelWidth) {
    return Conv.same(options.scaled(channels), kernelHeight, kernelWidth);
  }
}
