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
 * Inception-v3 (Szegedy et al. 2016, arXiv 1512.00567) with its auxiliary head, as torchvision has
 * it.
 *
 * @param options what it is made for
 */
public record InceptionV3(DesignOptions options) implements Design {

  private static final Norm NORM = new Norm(1e-3, 0.1);

  @Override
  public <V> V logits(Layers<V> net, V image) {
    V x = unit(net, "Conv2d_1a_3x3", image, Conv.of(scaled(32), 3).stride(2));
    x = unit(net, "Conv2d_2a_3x3", x, Conv.of(scaled(32), 3));
    x = unit(net, "Conv2d_2b_3x3", x, Conv.same(scaled(64), 3));
    x = net.maxPool(x, Pool.of(3, 2));
    x = unit(net, "Conv2d_3b_1x1", x, Conv.of(scaled(80), 1));
    x = unit(net, "Conv2d_4a_3x3", x, Conv.of(scaled(192), 3));
    x = net.maxPool(x, Pool.of(3, 2));
    x = a(net.at("Mixed_5b"), x, 32);
    x = a(net.at("Mixed_5c"), x, 64);
    x = a(net.at("Mixed_5d"), x, 64);
    x = b(net.at("Mixed_6a"), x);
    x = c(net.at("Mixed_6b"), x, 128);
    x = c(net.at("Mixed_6c"), x, 160);
    x = c(net.at("Mixed_6d"), x, 160);
    x = c(net.at("Mixed_6e"), x, 192);
    net.auxiliary(x, map -> auxiliary(net.at("AuxLogits"), map));
    x = d(net.at("Mixed_7a"), x);
    x = e(net.at("Mixed_7b"), x);
    x = e(net.at("Mixed_7c"), x);
    x = net.mark(Point.LAST_MAP, x);
    x = net.mark(Point.FEATURES, net.flatten(net.globalAverage(x)));
    return net.linear("fc", net.dropout(x, options.dropout()), options.classes());
  }

  private <V> V auxiliary(Layers<V> net, V x) {
    V y = net.averagePool(x, Pool.of(5, 3));
    y = unit(net, "conv0", y, Conv.of(scaled(128), 1));
    y = unit(net, "conv1", y, Conv.of(scaled(768), 5));
    return net.linear("fc", net.flatten(net.globalAverage(y)), options.classes());
  }

  /** Figure 5 of the paper, its 5x5 kept. */
  private <V> V a(Layers<V> net, V x, int pooled) {
    V five = unit(net, "branch5x5_1", x, Conv.of(scaled(48), 1));
    V three = unit(net, "branch3x3dbl_1", x, Conv.of(scaled(64), 1));
    three = unit(net, "branch3x3dbl_2", three, Conv.same(scaled(96), 3));
    return net.concatenate(
        List.of(
            unit(net, "branch1x1", x, Conv.of(scaled(64), 1)),
            unit(net, "branch5x5_2", five, Conv.same(scaled(64), 5)),
            unit(net, "branch3x3dbl_3", three, Conv.same(scaled(96), 3)),
            pooled(net, x, scaled(pooled))));
  }

  /** From 35 to 17 pixels a side. */
  private <V> V b(Layers<V> net, V x) {
    V twice = unit(net, "branch3x3dbl_1", x, Conv.of(scaled(64), 1));
    twice = unit(net, "branch3x3dbl_2", twice, Conv.same(scaled(96), 3));
    return net.concatenate(
        List.of(
            unit(net, "branch3x3", x, Conv.of(scaled(384), 3).stride(2)),
            unit(net, "branch3x3dbl_3", twice, Conv.of(scaled(96), 3).stride(2)),
            net.maxPool(x, Pool.of(3, 2))));
  }

  /** Figure 6: 7x7 as 1x7 and 7x1. */
  private <V> V c(Layers<V> net, V x, int inner) {
    int wide = scaled(192);
    int narrow = scaled(inner);
    V once = unit(net, "branch7x7_1", x, Conv.of(narrow, 1));
    once = unit(net, "branch7x7_2", once, Conv.same(narrow, 1, 7));
    V twice = unit(net, "branch7x7dbl_1", x, Conv.of(narrow, 1));
    twice = unit(net, "branch7x7dbl_2", twice, Conv.same(narrow, 7, 1));
    twice = unit(net, "branch7x7dbl_3", twice, Conv.same(narrow, 1, 7));
    twice = unit(net, "branch7x7dbl_4", twice, Conv.same(narrow, 7, 1));
    return net.concatenate(
        List.of(
            unit(net, "branch1x1", x, Conv.of(wide, 1)),
            unit(net, "branch7x7_3", once, Conv.same(wide, 7, 1)),
            unit(net, "branch7x7dbl_5", twice, Conv.same(wide, 1, 7)),
            pooled(net, x, wide)));
  }

  /** From 17 to 8 pixels a side. */
  private <V> V d(Layers<V> net, V x) {
    int wide = scaled(192);
    V three = unit(net, "branch3x3_1", x, Conv.of(wide, 1));
    V seven = unit(net, "branch7x7x3_1", x, Conv.of(wide, 1));
    seven = unit(net, "branch7x7x3_2", seven, Conv.same(wide, 1, 7));
    seven = unit(net, "branch7x7x3_3", seven, Conv.same(wide, 7, 1));
    return net.concatenate(
        List.of(
            unit(net, "branch3x3_2", three, Conv.of(scaled(320), 3).stride(2)),
            unit(net, "branch7x7x3_4", seven, Conv.of(wide, 3).stride(2)),
            net.maxPool(x, Pool.of(3, 2))));
  }

  /** Figure 7: 3x3 as 1x3 beside 3x1. */
  private <V> V e(Layers<V> net, V x) {
    int wide = scaled(384);
    V three = unit(net, "branch3x3_1", x, Conv.of(wide, 1));
    V twice = unit(net, "branch3x3dbl_1", x, Conv.of(scaled(448), 1));
    twice = unit(net, "branch3x3dbl_2", twice, Conv.same(wide, 3));
    return net.concatenate(
        List.of(
            unit(net, "branch1x1", x, Conv.of(scaled(320), 1)),
            unit(net, "branch3x3_2a", three, Conv.same(wide, 1, 3)),
            unit(net, "branch3x3_2b", three, Conv.same(wide, 3, 1)),
            unit(net, "branch3x3dbl_3a", twice, Conv.same(wide, 1, 3)),
            unit(net, "branch3x3dbl_3b", twice, Conv.same(wide, 3, 1)),
            pooled(net, x, wide / 2)));
  }

  private <V> V pooled(Layers<V> net, V x, int channels) {
    V mean = net.averagePool(x, Pool.of(3, 1).pad(1));
    return unit(net, "branch_pool", mean, Conv.of(channels, 1));
  }

  private static <V> V unit(Layers<V> net, String name, V x, Conv conv) {
    V y = net.batchNorm(name + ".bn", net.conv(name + ".conv", x, conv), NORM);
    return net.activation(Activation.RELU, y);
  }

  private int scaled(int channels) {
    return options.scaled(channels);
  }
}
